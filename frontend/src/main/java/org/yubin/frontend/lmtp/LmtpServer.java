package org.yubin.frontend.lmtp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.auth.Admission;
import org.yubin.frontend.auth.ClientAddress;
import org.yubin.persistence.directory.AccountDirectory;

/** Listens for LMTP. */
public final class LmtpServer {
  private static final Logger LOG = LoggerFactory.getLogger(LmtpServer.class);

  /** A flood must not fill the disk with log lines: one of so many. */
  private static final int REFUSALS_LOGGED = 1_000;

  private final String hostname;
  private final LmtpLimits limits;
  private final Recipients recipients;
  private final Delivery delivery;
  private final EventLoopGroup loops;
  private final Admission admission;
  private final AtomicLong refusals = new AtomicLong();
  private final Map<Channel, LmtpChannel> connections = new ConcurrentHashMap<>();
  private final List<Channel> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param hostname in the greeting
   * @param threads for sockets; nothing blocks them
   */
  public LmtpServer(
      String hostname,
      LmtpLimits limits,
      AccountDirectory directory,
      Delivery delivery,
      int threads) {
    this.hostname = hostname;
    this.limits = limits;
    this.admission = new Admission(limits.maxConnections(), limits.maxConnectionsPerAddress());
    this.recipients = new Recipients(directory);
    this.delivery = delivery;
    this.loops = new NioEventLoopGroup(threads, new DefaultThreadFactory("lmtp"));
  }

  /**
   * Listens.
   *
   * @param bind port 0 takes a free one
   * @return where it listens; fails if the address cannot be had
   */
  public CompletionStage<InetSocketAddress> listen(InetSocketAddress bind) {
    return listen(bind, Optional.empty());
  }

  /**
   * The same for connections that may go over to TLS (STARTTLS, RFC 3207).
   *
   * @param bind port 0 takes a free one
   * @return where it listens; fails if the address cannot be had
   */
  public CompletionStage<InetSocketAddress> listenWithStartTls(
      InetSocketAddress bind, SslContext tls) {
    return listen(bind, Optional.of(tls));
  }

  private CompletionStage<InetSocketAddress> listen(
      InetSocketAddress bind, Optional<SslContext> startTls) {
    CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    ChannelFuture future =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connected(channel, startTls);
                  }
                })
            .bind(bind);
    var unused =
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

  private void connected(SocketChannel channel, Optional<SslContext> startTls) {
    ClientAddress client = ClientAddress.of(channel.remoteAddress());
    if (!admission.enter(client)) {
      long refused = refusals.incrementAndGet();
      if (refused % REFUSALS_LOGGED == 1) {
        LOG.warn("lmtp: connections refused: {}, the last of {}", refused, client.host());
      }
      String reply = Reply.of(421, "4.3.2", "Too many connections").wire();
      var unused =
          channel
              .writeAndFlush(Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII))
              .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    LmtpSession session =
        new LmtpSession(
            channel.id().asShortText(),
            client.host(),
            hostname,
            limits,
            startTls.isPresent() ? LmtpSession.Tls.OFFERED : LmtpSession.Tls.NOT_OFFERED,
            recipients,
            delivery);
    LmtpChannel handler = new LmtpChannel(session, limits, startTls);
    connections.put(channel, handler);
    var unused =
        channel
            .closeFuture()
            .addListener(
                closed -> {
                  connections.remove(channel);
                  admission.leave(client);
                });
    channel
        .pipeline()
        .addLast(new IdleStateHandler(limits.idleTimeout().toSeconds(), 0, 0, TimeUnit.SECONDS))
        .addLast("lmtp", handler);
  }

  /** Connections that stand now. */
  public int connections() {
    return connections.size();
  }

  /**
   * Takes no more connections, lets transactions under way finish, says 421; what lasts longer than
   * the drain timeout is cut off.
   */
  public CompletionStage<Void> stop() {
    closeAll(listeners);
    connections.forEach(
        (channel, handler) -> {
          ChannelHandlerContext context = channel.pipeline().context(handler);
          if (context != null) {
            channel.eventLoop().execute(() -> handler.stop(context));
          }
        });
    CompletableFuture<?>[] ends =
        connections.keySet().stream().map(LmtpServer::end).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(ends)
        .completeOnTimeout(null, limits.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> closeAll(connections.keySet()))
        .thenCompose(closed -> stopLoops());
  }

  private static void closeAll(Iterable<Channel> channels) {
    for (Channel channel : channels) {
      var unused = channel.close(); // its end is seen by its closeFuture
    }
  }

  private CompletionStage<Void> stopLoops() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    var unused =
        loops
            .shutdownGracefully(0, 2, TimeUnit.SECONDS)
            .addListener(done -> stopped.complete(null));
    return stopped;
  }

  private static CompletableFuture<Void> end(Channel channel) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    var unused = channel.closeFuture().addListener(closed -> end.complete(null));
    return end;
  }
}
