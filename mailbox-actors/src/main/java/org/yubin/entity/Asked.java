package org.yubin.entity;

import org.yubin.mailbox.model.Cause;

/**
 * A command and who asked for it.
 *
 * @param <C> the commands of the kind
 */
public record Asked<C>(C command, Cause cause) {}
