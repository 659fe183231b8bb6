/** Ports to the durable store, and their Cassandra adapters. */
@NullMarked
package org.yubin.persistence;

import org.jspecify.annotations.NullMarked;
