package org.yubin.frontend.imap.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.auth.Admission;
import org.yubin.frontend.auth.ClientAddress;
import org.yubin.frontend.imap.command.Extensions;
import org.yubin.frontend.imap.command.Registry;
import org.yubin.frontend.imap.fetch.FetchResponse;
import org.yubin.frontend.imap.session.Connection;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.Session;

/**
 * The IMAP server of a node: its listeners, plain and TLS, and the connections they have taken,
 * whose number it bounds in all and by address.
 */
public final class ImapServer {
  private static final Logger LOG = LoggerFactory.getLogger(ImapServer.class);

  /** A burst waits in memory only so far; then the session waits for the socket. */
  private static final WriteBufferWaterMark WRITE_MARKS =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  /** A flood must not fill the disk with log lines: one of so many. */
  private static final int REFUSALS_LOGGED = 1_000;

  private final Services services;
  private final Registry registry = new Registry(Extensions.ALL);
  private final EventLoopGroup loops;
  private final List<Channel> listeners = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<Channel, ImapChannel> connections = new ConcurrentHashMap<>();
  private final Admission admission;
  private final AtomicLong refusals = new AtomicLong();
  private final HeldOctets held;

  /**
   * Makes a server that listens nowhere yet.
   *
   * @param threads that serve the sockets and run the sessions
   */
  public ImapServer(Services services, int threads) {
    this.services = services;
    ImapLimits limits = services.limits();
    this.admission = new Admission(limits.maxConnections(), limits.maxConnectionsPerAddress());
    this.held = new HeldOctets(limits.strangers().maxHeldOctets());
    this.loops = new NioEventLoopGroup(threads, new DefaultThreadFactory("imap"));
  }

  /**
   * Listens on one more address.
   *
   * @param bind port 0 takes a free one
   * @param tls for connections that begin with TLS (RFC 8314 §3.2); empty for plain ones
   * @return where it listens; fails if the address cannot be had
   */
  public CompletionStage<InetSocketAddress> listen(
      InetSocketAddress bind, Optional<SslContext> tls) {
    return listen(bind, tls, Optional.empty());
  }

  /**
   * The same for plain connections that may go over to TLS (STARTTLS, RFC 3501 §6.2.1).
   *
   * @param bind port 0 takes a free one
   */
  public CompletionStage<InetSocketAddress> listenWithStartTls(
      InetSocketAddress bind, SslContext tls) {
    return listen(bind, Optional.empty(), Optional.of(tls));
  }

  private CompletionStage<InetSocketAddress> listen(
      InetSocketAddress bind, Optional<SslContext> tls, Optional<SslContext> startTls) {
    CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    ChannelFuture future =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    admit(channel, tls, startTls);
                  }
                })
            .bind(bind);
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            listeners.add(future.channel());
            bound.complete((InetSocketAddress) future.channel().localAddress());
          } else {
            bound.completeExceptionally(done.cause());
          }
        });
    return bound;
  }

  /** Connections that stand now, with TLS from the start or by STARTTLS, or without. */
  public long connections(boolean tls) {
    return connections.values().stream().filter(each -> each.secure() == tls).count();
  }

  /** Connections that stand now. */
  public int connections() {
    return connections.size();
  }

  /**
   * Takes no more connections, lets each session finish its command and says BYE; what lasts longer
   * than the drain timeout is cut off. Completes when all is closed.
   */
  public CompletionStage<Void> stop() {
    closeAll(listeners);
    connections.values().forEach(each -> each.session().bye("Server is shutting down"));
    CompletableFuture<?>[] ends =
        connections.keySet().stream().map(ImapServer::end).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(ends)
        .completeOnTimeout(null, services.limits().drainTimeout().toMillis(), MILLISECONDS)
        .thenRun(() -> closeAll(connections.keySet()))
        .thenCompose(closed -> stopLoops());
  }

  private static void closeAll(Iterable<Channel> channels) {
    for (Channel channel : channels) {
      // Its end is seen by its closeFuture.
      var unused = channel.close();
    }
  }

  private CompletionStage<Void> stopLoops() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(done -> stopped.complete(null));
    return stopped;
  }

  private static CompletableFuture<Void> end(Channel channel) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    channel.closeFuture().addListener(closed -> ended.complete(null));
    return ended;
  }

  private void admit(
      SocketChannel channel, Optional<SslContext> tls, Optional<SslContext> startTls) {
    ClientAddress client = ClientAddress.of(channel.remoteAddress());
    if (!admission.enter(client)) {
      long refused = refusals.incrementAndGet();
      if (refused % REFUSALS_LOGGED == 1) {
        LOG.warn("imap connections refused: {}, the last of {}", refused, client.host());
      }
      turnAway(channel, tls.isPresent());
      return;
    }
    channel.closeFuture().addListener(closed -> leave(channel, client));
    tls.ifPresent(context -> channel.pipeline().addLast(handshaking(context, channel)));
    ImapLimits limits = services.limits();
    Function<Connection, Session> sessions =
        connection ->
            new Session(
                connection,
                new LoopConfinement(channel.eventLoop()),
                services,
                registry,
                FetchResponse::flags);
    ImapChannel connection =
        new ImapChannel(
            channel, tls.isPresent(), startTls, limits, held, registry::streamed, sessions);
    connections.put(channel, connection);
    channel
        .pipeline()
        .addLast(new IdleStateHandler(limits.idleTimeout().toMillis(), 0, 0, MILLISECONDS))
        .addLast(new WriteTimeoutHandler(limits.writeTimeout().toMillis(), MILLISECONDS))
        .addLast(connection);
  }

  private SslHandler handshaking(SslContext context, SocketChannel channel) {
    SslHandler handler = context.newHandler(channel.alloc());
    handler.setHandshakeTimeout(
        services.limits().strangers().handshakeTimeout().toMillis(), MILLISECONDS);
    return handler;
  }

  /**
   * Under TLS nothing can be said before the handshake, which is the dearest thing a stranger can
   * ask for: such a connection is closed without a word.
   */
  private static void turnAway(SocketChannel channel, boolean tls) {
    if (tls) {
      closeAll(List.of(channel));
      return;
    }
    byte[] bye = "* BYE Too many connections\r\n".getBytes(StandardCharsets.US_ASCII);
    channel.writeAndFlush(Unpooled.wrappedBuffer(bye)).addListener(ChannelFutureListener.CLOSE);
  }

  private void leave(SocketChannel channel, ClientAddress client) {
    connections.remove(channel);
    admission.leave(client);
  }
}
