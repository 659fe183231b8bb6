package org.yubin.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.frontend.admin.AccountAdmin;

/**
 * A running node.
 *
 * @param accounts what an operator does to accounts
 * @param survives one line: which losses the store survives as configured
 */
record Node(
    InetSocketAddress imapAddress,
    InetSocketAddress imapsAddress,
    InetSocketAddress lmtpAddress,
    InetSocketAddress httpAddress,
    AccountAdmin accounts,
    String survives,
    Stops stops) {

  /**
   * Starts a node against a Cassandra that answers; returns when it serves mail.
   *
   * @param certificate PEM file of the IMAPS port
   * @param key PEM file of its key
   * @throws StartFailure in one line; then nothing of it runs any more
   */
  static Node start(
      NodeSettings settings,
      List<InetSocketAddress> contactPoints,
      Path certificate,
      Path key,
      Consumer<String> progress)
      throws StartFailure {
    Stops stops = new Stops();
    Node node = null;
    try {
      node = new NodeStart(settings, progress, stops).run(contactPoints, certificate, key);
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
