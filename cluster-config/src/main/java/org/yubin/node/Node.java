package org.yubin.node;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.frontend.admin.AccountAdmin;

/**
 * A running node.
 *
 * @param mail where its mail servers listen; empty without the role {@code frontend}
 * @param accounts what an operator does to accounts
 * @param survives one line: which losses the store survives as configured
 * @param left completes when the node is no member any more, asked to or not (the others may have
 *     removed it)
 */
record Node(
    Optional<NodeServers.Addresses> mail,
    InetSocketAddress httpAddress,
    AccountAdmin accounts,
    String survives,
    CompletionStage<?> left,
    Stops stops) {

  /**
   * Starts a node against a Cassandra that answers; returns when it serves mail.
   *
   * @param keys of the mail servers; asked for on a frontend alone
   * @throws StartFailure in one line; then nothing of it runs any more
   */
  static Node start(
      NodeSettings settings,
      List<InetSocketAddress> contactPoints,
      TlsFiles.Source keys,
      Consumer<String> progress)
      throws StartFailure {
    Stops stops = new Stops();
    Node node = null;
    try {
      node = new NodeStart(settings, progress, stops).run(contactPoints, keys);
      return node;
    } finally {
      if (node == null) {
        stops.run();
      }
    }
  }

  /** Waits for what the node was asked to do; for the start and the command line alone. */
  <T> T await(CompletionStage<T> stage) throws StartFailure {
    return NodeStart.await("account", stage);
  }

  /**
   * Says BYE to sessions, hands mailboxes over, leaves the cluster. Blocks until done, for at most
   * some seconds a part.
   */
  void stop() {
    stops.run();
  }
}
