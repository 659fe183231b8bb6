package org.yubin.frontend.imap.transcript;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.yubin.frontend.imap.net.ImapServer;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.memory.MemoryNode;

/** The real server and the real sessions over services in memory. */
public final class MemoryServer implements TranscriptServer, AutoCloseable {
  private final MemoryNode node = new MemoryNode(Clock.systemUTC());
  private final AtomicInteger accounts = new AtomicInteger();
  private final ImapServer server;
  private final InetSocketAddress address;

  /** Starts on a free port, with these limits. */
  public MemoryServer(ImapLimits limits) {
    this(limits, services -> services, Optional.empty());
  }

  /** Starts on a free port, with changed services, and TLS if so wished. */
  public MemoryServer(ImapLimits limits, UnaryOperator<Services> change, Optional<SslContext> tls) {
    server = new ImapServer(change.apply(node.services().with(limits)), 2);
    address =
        server
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls)
            .toCompletableFuture()
            .join();
  }

  /** What it runs on. */
  public MemoryNode node() {
    return node;
  }

  /** The server itself. */
  public ImapServer server() {
    return server;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Login newAccount() {
    String name = "user" + accounts.incrementAndGet();
    node.account(name);
    return new Login(name, name);
  }

  @Override
  public void account(String name, String password) {
    node.account(name, password);
  }

  @Override
  public void close() {
    server.stop().toCompletableFuture().join();
    node.close();
  }
}
