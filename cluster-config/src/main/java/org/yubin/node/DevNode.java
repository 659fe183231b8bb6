package org.yubin.node;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.admin.AccountAdmin;

/**
 * {@code yubin dev}: one process with every role and a Cassandra of its own, from the checks to the
 * last line on the terminal. The storage is the production's: only the certificate, the demo
 * accounts and plain logins on loopback are dev's.
 */
public final class DevNode {
  private static final List<String> DEMO_ACCOUNTS = List.of("alice", "bob");

  private final NodeSettings settings;
  private final PrintWriter out;
  private final Progress progress;
  private final Stopping stopping = new Stopping();

  private DevNode(NodeSettings settings, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.out = out;
    this.progress = new Progress(err);
  }

  /**
   * Runs until the process is asked to end (SIGTERM, Ctrl-C).
   *
   * @param accounts names and passwords to make if they are not there; if empty, the first start
   *     makes demo accounts
   * @throws StartFailure in one line; then nothing is left running
   */
  public static int run(
      NodeSettings settings, Map<String, String> accounts, PrintWriter out, PrintWriter err)
      throws StartFailure {
    Preflight.ports(settings);
    Preflight.disk(settings.dataDir());
    Preflight.memory(settings.cassandra().getInt("heap-mib"));
    logToFile(settings.dataDir(), settings.logFormat(LogFormat.TEXT));
    return new DevNode(settings, out, err).run(accounts);
  }

  private int run(Map<String, String> accounts) throws StartFailure {
    Thread hook = new Thread(stopping::run, "yubin-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    boolean up = false;
    try {
      DevCassandra cassandra = DevCassandra.open(settings, progress::tell);
      stopping.last(cassandra::close);
      cassandra.start();
      progress.tell("Cassandra answers");
      Node node =
          Node.start(
              settings.withPlainLogin(isLoopback(settings.bind())),
              List.of(cassandra.contactPoint()),
              this::keys,
              progress::tell);
      stopping.first(node::stop);
      Map<String, Optional<String>> told = accounts(node, accounts);
      table(node, cassandra, told);
      up = true;
    } finally {
      if (!up) {
        stopping.run();
      }
    }
    stopping.await();
    return 0;
  }

  private TlsFiles keys() throws StartFailure {
    DevCertificate made =
        DevCertificate.in(settings.dataDir(), settings.hostname(), java.time.Instant.now());
    return new TlsFiles(
        settings.certificate().orElse(made.certificate()), settings.key().orElse(made.key()));
  }

  /** Accounts that stand in the table, each with its password if it was made just now. */
  private Map<String, Optional<String>> accounts(Node node, Map<String, String> wanted)
      throws StartFailure {
    Map<String, Optional<String>> told = new LinkedHashMap<>();
    for (Map.Entry<String, String> account : wanted.entrySet()) {
      require(node.await(node.accounts().addIfMissing(account.getKey(), account.getValue())));
      told.put(account.getKey(), Optional.empty());
    }
    if (!wanted.isEmpty()) {
      return told;
    }
    List<AccountAdmin.Listed> present = node.await(node.accounts().list());
    if (present.isEmpty()) {
      for (String name : DEMO_ACCOUNTS) {
        told.put(
            name, require(node.await(node.accounts().add(name, Optional.empty()))).madePassword());
      }
      SampleMail.deliver(mail(node).lmtp(), DEMO_ACCOUNTS, ZonedDateTime.now(ZoneOffset.UTC));
      progress.tell("Made the accounts " + String.join(", ", DEMO_ACCOUNTS) + " with some mail");
    } else {
      present.stream().limit(5).forEach(one -> told.put(one.name(), Optional.empty()));
    }
    return told;
  }

  private static AccountAdmin.Outcome require(AccountAdmin.Outcome outcome) throws StartFailure {
    if (outcome.kind() != AccountAdmin.Kind.DONE) {
      throw new StartFailure("account: " + outcome.text());
    }
    return outcome;
  }

  private void table(Node node, DevCassandra cassandra, Map<String, Optional<String>> accounts)
      throws StartFailure {
    String host = settings.bind();
    NodeServers.Addresses mail = mail(node);
    out.println();
    out.printf("Yubin serves mail (started in %.1f s)%n%n", progress.seconds());
    out.printf(
        "  IMAP   %s:%d   (plain text%s)%n",
        host,
        mail.imap().getPort(),
        isLoopback(host) ? ", this machine only" : "; logins want TLS");
    out.printf(
        "  IMAPS  %s:%d   (TLS, certificate %s)%n",
        host, mail.imaps().getPort(), settings.dataDir().resolve("tls-cert.pem"));
    out.printf("  LMTP   %s:%d   (mail in)%n", host, mail.lmtp().getPort());
    out.printf(
        "  HTTP   %s:%d   (admin API; token %s)%n",
        host, node.httpAddress().getPort(), settings.tokenFile());
    out.printf("  CQL    %s   (Cassandra, process %d)%n", text(cassandra), cassandra.pid());
    out.println();
    accounts.forEach(
        (name, made) ->
            out.printf(
                "  account %-12s %s%n",
                name, made.map(p -> "password " + p).orElse("password as it was set")));
    accounts.entrySet().stream()
        .findFirst()
        .ifPresent(
            first ->
                out.printf(
                    "%n  read:   curl -u %s:%s 'imap://%s:%d/INBOX;MAILINDEX=1'%n",
                    first.getKey(),
                    first.getValue().orElse("PASSWORD"),
                    host,
                    mail.imap().getPort()));
    out.println("  more:   ./yubin account add|list|passwd|disable|delete");
    out.printf("  survives: %s%n", node.survives());
    out.printf("  stop:   Ctrl-C (log: %s)%n%n", settings.dataDir().resolve("log"));
    out.flush();
  }

  private static NodeServers.Addresses mail(Node node) throws StartFailure {
    return node.mail()
        .orElseThrow(() -> new StartFailure("yubin.roles: no frontend (expected: both, in dev)"));
  }

  private static String text(DevCassandra cassandra) {
    return cassandra.contactPoint().getAddress().getHostAddress()
        + ":"
        + cassandra.contactPoint().getPort();
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static void logToFile(Path dataDir, LogFormat format) throws StartFailure {
    Path log = dataDir.resolve("log");
    try {
      Files.createDirectories(log);
    } catch (IOException refused) {
      throw new StartFailure(log + ": " + refused, refused);
    }
    System.setProperty("yubin.log.file", log.resolve("yubin.log").toString());
    format.in("logback-dev.xml");
    LoggerFactory.getLogger(DevNode.class).info("start, data in {}", dataDir);
  }

  /** What is stopped, in order, once; from the hook or from a start that failed. */
  private static final class Stopping {
    private final CountDownLatch done = new CountDownLatch(1);
    private Optional<Runnable> first = Optional.empty();
    private Optional<Runnable> last = Optional.empty();
    private boolean ran;

    synchronized void first(Runnable step) {
      first = Optional.of(step);
      runLate(step);
    }

    synchronized void last(Runnable step) {
      last = Optional.of(step);
      runLate(step);
    }

    /**
     * A step that comes when all was asked to stop already is run at once: nothing half started
     * stays.
     */
    private void runLate(Runnable step) {
      if (ran) {
        step.run();
      }
    }

    synchronized void run() {
      if (ran) {
        return;
      }
      ran = true;
      first.ifPresent(Runnable::run);
      last.ifPresent(Runnable::run);
      done.countDown();
    }

    void await() {
      try {
        done.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
