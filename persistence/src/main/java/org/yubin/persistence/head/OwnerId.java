package org.yubin.persistence.head;

import java.util.UUID;

/**
 * A process that owns entities, from its start to its end: random, and never used by another one.
 */
public record OwnerId(UUID value) {}
