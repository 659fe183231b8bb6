package org.yubin.node.local;

import java.util.List;

/**
 * What there was to see of a local cluster at one moment.
 *
 * @param nodes mailbox nodes, then frontends, ended ones included
 */
record ClusterSight(List<NodeSight> nodes, List<CassandraSight> cassandras) {
  /**
   * A node.
   *
   * @param process its id; empty if it has ended
   * @param status of the process or, while that runs, of the member
   * @param shards of mailboxes and accounts; empty where that is not known, and on frontends
   * @param mailboxes in use on this node; empty like the shards
   * @param sessions of IMAP and LMTP; empty on mailbox nodes, and where no answer came
   */
  record NodeSight(
      String name,
      String role,
      String process,
      String status,
      String shards,
      String mailboxes,
      String sessions,
      String host,
      LocalPorts ports) {}

  /** A Cassandra node; {@code process} as above. */
  record CassandraSight(String name, String process, String host, int nativePort) {}
}
