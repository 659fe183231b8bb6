package org.yubin.node;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code yubin serve}: a node against a Cassandra that others run. */
public final class ServeNode {
  /** Exit status of a node that the others have removed: whoever supervises it starts it again. */
  public static final int REMOVED = 3;

  private ServeNode() {}

  /**
   * Runs until the process is asked to end, or the other nodes have removed it.
   *
   * @return the exit status: 0, or {@link #REMOVED}
   * @throws StartFailure in one line; then nothing is left running
   */
  public static int run(NodeSettings settings, PrintWriter out) throws StartFailure {
    List<String> points = settings.contactPoints();
    if (points.isEmpty()) {
      throw new StartFailure(
          "yubin.cassandra.contact-points: none (expected: host:port of some nodes)");
    }
    Preflight.ports(settings);
    Preflight.disk(settings.dataDir());
    Preflight.memory(0);
    settings.logFormat(LogFormat.JSON).in("logback-serve.xml");
    Logger log = LoggerFactory.getLogger(ServeNode.class);
    Node node =
        Node.start(
            settings,
            points.stream().map(ServeNode::address).toList(),
            () -> keys(settings, log),
            log::info);
    AtomicBoolean asked = new AtomicBoolean();
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.set(true);
                  node.stop();
                  end.countDown();
                },
                "yubin-stop"));
    node.left().whenComplete((done, failed) -> end.countDown());
    log.info(
        "roles {}; {}; HTTP {}; {}",
        settings.roles().stream().map(Role::word).toList(),
        node.mail()
            .map(at -> "IMAP %s IMAPS %s LMTP %s".formatted(at.imap(), at.imaps(), at.lmtp()))
            .orElse("no mail ports"),
        node.httpAddress(),
        node.survives());
    out.println("Yubin serves mail");
    out.flush();
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (asked.get()) {
      return 0;
    }
    log.error("the other nodes have removed this one from the cluster; it ends");
    node.stop();
    return REMOVED;
  }

  private static TlsFiles keys(NodeSettings settings, Logger log) throws StartFailure {
    Path certificate = settings.certificate().orElse(null);
    Path key = settings.key().orElse(null);
    if (certificate == null || key == null) {
      DevCertificate made =
          DevCertificate.in(settings.dataDir(), settings.hostname(), Instant.now());
      log.warn("no certificate is configured; serving the self-signed {}", made.certificate());
      return new TlsFiles(made.certificate(), made.key());
    }
    return new TlsFiles(certificate, key);
  }

  private static InetSocketAddress address(String point) {
    int colon = point.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        colon < 0 ? point : point.substring(0, colon),
        colon < 0 ? 9042 : Integer.parseInt(point.substring(colon + 1)));
  }
}
