/**
 * How a process reaches Cassandra: settings, the session that all stores share, and what it
 * refuses. Start at {@link org.yubin.persistence.cassandra.CassandraSettings}.
 */
@NullMarked
package org.yubin.persistence.cassandra;

import org.jspecify.annotations.NullMarked;
