/**
 * A whole cluster on this machine: Cassandra nodes, mailbox nodes and frontends as child processes
 * on addresses of their own (127.0.0.x). For {@code yubin cluster}, and for tests that kill, pause
 * and restart them. Start at {@link org.yubin.node.local.LocalCluster}.
 */
@NullMarked
package org.yubin.node.local;

import org.jspecify.annotations.NullMarked;
