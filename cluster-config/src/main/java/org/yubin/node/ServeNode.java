package org.yubin.node;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code yubin serve}: a node against a Cassandra that others run. */
public final class ServeNode {
  private ServeNode() {}

  /**
   * Runs until the process is asked to end.
   *
   * @throws StartFailure in one line; then nothing is left running
   */
  public static int run(NodeSettings settings, PrintWriter out) throws StartFailure {
    List<String> points = settings.cassandra().getStringList("contact-points");
    if (points.isEmpty()) {
      throw new StartFailure(
          "yubin.cassandra.contact-points: none (expected: host:port of some nodes)");
    }
    Preflight.ports(settings);
    Preflight.disk(settings.dataDir());
    Preflight.memory(0);
    System.setProperty("logback.configurationFile", "logback-serve.xml");
    Logger log = LoggerFactory.getLogger(ServeNode.class);
    Path certificate = settings.certificate().orElse(null);
    Path key = settings.key().orElse(null);
    if (certificate == null || key == null) {
      DevCertificate made =
          DevCertificate.in(settings.dataDir(), settings.hostname(), Instant.now());
      log.warn("no certificate is configured; serving the self-signed {}", made.certificate());
      certificate = made.certificate();
      key = made.key();
    }
    Node node =
        Node.start(
            settings,
            points.stream().map(ServeNode::address).toList(),
            certificate,
            key,
            log::info);
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.stop();
                  asked.countDown();
                },
                "yubin-stop"));
    log.info(
        "serves IMAP {} IMAPS {} LMTP {} HTTP {}; {}",
        node.imapAddress(),
        node.imapsAddress(),
        node.lmtpAddress(),
        node.httpAddress(),
        node.survives());
    out.println("Yubin serves mail");
    out.flush();
    try {
      asked.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static InetSocketAddress address(String point) {
    int colon = point.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        colon < 0 ? point : point.substring(0, colon),
        colon < 0 ? 9042 : Integer.parseInt(point.substring(colon + 1)));
  }
}
