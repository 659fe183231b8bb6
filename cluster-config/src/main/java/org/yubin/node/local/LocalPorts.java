package org.yubin.node.local;

/**
 * The addresses and ports of a local cluster. Each process has an address of its own, and all use
 * the same ports there, counted from the plan's base.
 *
 * @param cluster between nodes of Yubin (Artery)
 * @param nativePort Cassandra's CQL
 * @param storage between Cassandra nodes
 */
public record LocalPorts(
    int cluster, int http, int imap, int imaps, int lmtp, int nativePort, int storage) {
  /** How many ports, one after the other, an address uses. */
  static final int COUNT = 7;

  static final int HIGHEST_BASE = 65_536 - COUNT;
  static final int MOST_NODES = 40;
  static final int MOST_CASSANDRAS = 9;
  private static final int FIRST_MAILBOX_NODE = 11;
  private static final int FIRST_FRONTEND = 51;

  static LocalPorts from(int base) {
    return new LocalPorts(base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6);
  }

  /** Cassandra nodes: .1 to .9. */
  static String cassandra(String network, int index) {
    return network + "." + (1 + index);
  }

  /** Mailbox nodes: .11 to .50. */
  static String mailboxNode(String network, int index) {
    return network + "." + (FIRST_MAILBOX_NODE + index);
  }

  /** Frontends: .51 to .90. */
  static String frontend(String network, int index) {
    return network + "." + (FIRST_FRONTEND + index);
  }
}
