package org.yubin.node.local;

import java.util.ArrayList;
import java.util.List;
import org.yubin.node.Role;
import org.yubin.node.local.ClusterSight.CassandraSight;
import org.yubin.node.local.ClusterSight.NodeSight;

/** What stands on the terminal of {@code yubin cluster}: processes, members, shards, ports. */
final class ClusterTable {
  private static final String ROW = "  %-12s %-9s %8s  %-16s %6s %9s %8s  %-14s %6s %6s %6s %6s";

  private ClusterTable() {}

  /** Its lines. */
  static List<String> lines(ClusterSight sight) {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted(
            "node",
            "role",
            "process",
            "status",
            "shards",
            "mailboxes",
            "sessions",
            "address",
            "http",
            "imap",
            "imaps",
            "lmtp"));
    for (NodeSight node : sight.nodes()) {
      boolean mail = node.role().equals(Role.FRONTEND.word());
      lines.add(
          ROW.formatted(
              node.name(),
              node.role(),
              node.process(),
              node.status(),
              node.shards(),
              node.mailboxes(),
              node.sessions(),
              node.host(),
              node.ports().http(),
              mail ? node.ports().imap() : "",
              mail ? node.ports().imaps() : "",
              mail ? node.ports().lmtp() : ""));
    }
    for (CassandraSight cassandra : sight.cassandras()) {
      lines.add(
          ROW.formatted(
                  cassandra.name(),
                  "",
                  cassandra.process(),
                  cassandra.process().isEmpty() ? "ended" : "runs",
                  "",
                  "",
                  "",
                  cassandra.host(),
                  "CQL",
                  cassandra.nativePort(),
                  "",
                  "")
              .stripTrailing());
    }
    return lines;
  }
}
