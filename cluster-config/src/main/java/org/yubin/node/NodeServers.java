package org.yubin.node;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.yubin.account.entity.Accounts;
import org.yubin.frontend.auth.Authenticator;
import org.yubin.frontend.auth.Credentials;
import org.yubin.frontend.auth.DirectoryAuthenticator;
import org.yubin.frontend.auth.RateLimit;
import org.yubin.frontend.auth.ScramDecoys;
import org.yubin.frontend.imap.net.ImapServer;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.lmtp.Delivery;
import org.yubin.frontend.lmtp.LmtpServer;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.node.metrics.Metrics;

/** The mail servers of a node: IMAP, IMAPS, LMTP. */
final class NodeServers {
  /** Refused logins of an account before each further one has to wait. */
  private static final int FREE_FAILURES = 5;

  private static final int IO_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final NodeSettings settings;
  private final Services services;
  private final LmtpServer lmtp;
  private final Metrics metrics;

  NodeServers(
      NodeSettings settings,
      Storage storage,
      Mailboxes mailboxes,
      Accounts accounts,
      Credentials credentials,
      ScramDecoys decoys,
      Clock clock,
      Executor cpu,
      Metrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    Authenticator authenticator =
        new DirectoryAuthenticator(
            storage.directory(),
            credentials,
            decoys,
            new RateLimit(clock, FREE_FAILURES),
            clock,
            "imap",
            new SecureRandom());
    this.services =
        new Services(
            mailboxes,
            accounts,
            storage.messages(),
            storage.bodies(),
            authenticator,
            storage.ids(),
            clock,
            ServerLimits.imap(settings.imapSettings(), settings.allowPlainLogin()),
            cpu,
            metrics.sessions());
    this.lmtp =
        new LmtpServer(
            settings.hostname(),
            ServerLimits.lmtp(settings.lmtpSettings()),
            storage.directory(),
            new Delivery(
                mailboxes,
                accounts,
                storage.messages(),
                storage.bodies(),
                storage.ids(),
                clock,
                cpu,
                metrics.deliveries()),
            IO_THREADS);
  }

  /** What sessions work with. */
  Services services() {
    return services;
  }

  /** Where the servers listen. */
  record Addresses(InetSocketAddress imap, InetSocketAddress imaps, InetSocketAddress lmtp) {}

  /**
   * Starts all of them.
   *
   * @throws StartFailure if one cannot listen
   */
  Addresses start(SslContext tls, Stops stops) throws StartFailure {
    ImapServer imap = new ImapServer(services, IO_THREADS);
    stops.push("IMAP", imap::stop);
    metrics.connections("imap", false, () -> imap.connections(false));
    metrics.connections("imap", true, () -> imap.connections(true));
    metrics.connections("lmtp", false, lmtp::connections);
    InetSocketAddress plain =
        NodeStart.await("IMAP", imap.listenWithStartTls(at(settings.imap()), tls));
    InetSocketAddress secured =
        NodeStart.await("IMAPS", imap.listen(at(settings.imaps()), Optional.of(tls)));
    stops.push("LMTP", lmtp::stop);
    InetSocketAddress mailIn =
        NodeStart.await("LMTP", lmtp.listenWithStartTls(at(settings.lmtp()), tls));
    return new Addresses(plain, secured, mailIn);
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(settings.bind(), port);
  }
}
