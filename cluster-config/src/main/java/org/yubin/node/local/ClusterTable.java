package org.yubin.node.local;

/** What stands on the terminal of {@code yubin cluster}: processes, addresses, ports. */
final class ClusterTable {
  private static final String ROW = "  %-12s %8s  %-14s %6s %6s %6s %6s%n";

  private final LocalCluster cluster;

  ClusterTable(LocalCluster cluster) {
    this.cluster = cluster;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("node", "process", "address", "http", "imap", "imaps", "lmtp"));
    for (LocalNode node : cluster.nodes()) {
      boolean mail = node.role() == org.yubin.node.Role.FRONTEND;
      text.append(
          ROW.formatted(
              node.name(),
              node.isAlive() ? Long.toString(node.pid()) : "ended",
              node.host(),
              node.ports().http(),
              mail ? node.ports().imap() : "",
              mail ? node.ports().imaps() : "",
              mail ? node.ports().lmtp() : ""));
    }
    for (LocalCassandra cassandra : cluster.cassandras()) {
      text.append(
          "  %-12s %8s  %-14s  CQL %d%n"
              .formatted(
                  cassandra.name(),
                  cassandra.isAlive() ? Long.toString(cassandra.pid()) : "ended",
                  cassandra.contactPoint().getHostString(),
                  cassandra.contactPoint().getPort()));
    }
    return text.toString();
  }
}
