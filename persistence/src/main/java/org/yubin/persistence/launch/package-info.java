/**
 * A real Cassandra as a child process, for {@code dev} and for tests: its own class path, its own
 * folder, its own session of the operating system. Start at {@link
 * org.yubin.persistence.launch.EmbeddedCassandra}.
 */
@NullMarked
package org.yubin.persistence.launch;

import org.jspecify.annotations.NullMarked;
