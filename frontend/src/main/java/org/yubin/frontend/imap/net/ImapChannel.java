package org.yubin.frontend.imap.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.auth.ClientAddress;
import org.yubin.frontend.imap.session.Connection;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Received;
import org.yubin.frontend.imap.session.Session;

/**
 * One connection. It reads only while there is room: for commands that wait their turn, and for the
 * octets of a message that somebody asks for. All that is not marked otherwise runs on its event
 * loop.
 */
final class ImapChannel extends ChannelInboundHandlerAdapter implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(ImapChannel.class);
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Channel channel;
  private final Optional<SslContext> startTls;
  private final ImapLimits limits;
  private final MessageLiteral literal;
  private final CommandFramer framer;
  private final Session session;
  private final List<CompletableFuture<Void>> writers = new ArrayList<>();

  private final ClientWatch watch;
  private final Set<ScheduledFuture<?>> timers = new HashSet<>();

  private volatile boolean secure;
  private ByteBuf arrived = Unpooled.EMPTY_BUFFER;
  private int waitingItems;
  private long waitingOctets;
  private boolean reading;
  private boolean inputEnded;
  private boolean endTold;
  private boolean closing;

  /**
   * @param secure whether it began with TLS
   * @param startTls for TLS within a plain connection
   * @param held what all connections hold
   * @param streamed whether the literal at the end of a command is a message
   * @param sessions makes the session of this connection
   */
  ImapChannel(
      Channel channel,
      boolean secure,
      Optional<SslContext> startTls,
      ImapLimits limits,
      HeldOctets held,
      Predicate<byte[]> streamed,
      Function<Connection, Session> sessions) {
    this.channel = channel;
    this.secure = secure;
    this.startTls = startTls;
    this.limits = limits;
    this.literal = new MessageLiteral(this);
    this.framer = new CommandFramer(limits, streamed, literal);
    this.watch = new ClientWatch(this, framer, limits.strangers(), held);
    this.session = sessions.apply(this);
  }

  Session session() {
    return session;
  }

  /** Names the session in logs. */
  String id() {
    return session.id();
  }

  ImapLimits limits() {
    return limits;
  }

  CommandFramer framer() {
    return framer;
  }

  /** What has been read and not been cut. */
  ByteBuf arrived() {
    return arrived;
  }

  /** Runs a task on the event loop; on any thread. */
  void onLoop(Runnable task) {
    channel.eventLoop().execute(task);
  }

  // ---- events ----

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    session.start();
    pump();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    arrived =
        ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), arrived, (ByteBuf) message);
    cut();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    pump();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      if (closing) {
        closeNow(); // both sides have said all: nothing to linger for
      } else {
        pump();
      }
    } else if (event instanceof IdleStateEvent) {
      if (literal.demanded()) {
        sendAway("Autologout; nothing came of the message");
      } else {
        session.idleTooLong();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      List<CompletableFuture<Void>> ready = List.copyOf(writers);
      writers.clear();
      ready.forEach(writer -> writer.complete(null));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    framer.abandon();
    arrived.release();
    arrived = Unpooled.EMPTY_BUFFER;
    watch.end();
    // A timer would keep all of this for its time, and connections can come and go quickly.
    List.copyOf(timers).forEach(timer -> timer.cancel(false));
    literal.fail();
    List<CompletableFuture<Void>> broken = List.copyOf(writers);
    writers.clear();
    broken.forEach(writer -> writer.completeExceptionally(new ClosedChannelException()));
    session.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    LOG.atDebug()
        .addKeyValue("session", session.id())
        .setCause(failure)
        .log("imap connection failed");
    closeNow();
  }

  // ---- reading ----

  /** Cuts what has come, serves what is asked for, and reads on if that is wanted. */
  void pump() {
    cut();
    if (inputEnded && !arrived.isReadable() && !endTold) {
      endTold = true;
      literal.fail();
      deliver(new Received.End());
    }
    if (!channel.isActive()) {
      literal.fail();
    } else if (!reading && !inputEnded && wanted()) {
      reading = true;
      channel.read();
    }
  }

  /** Whether more octets of the client are waited for. */
  boolean wanted() {
    return closing || literal.demanded() || (framer.wantsOctets() && room());
  }

  private boolean room() {
    return waitingItems < limits.maxPipelined() && waitingOctets < limits.maxLiteralOctets();
  }

  private void cut() {
    watch.serve(literal);
    while (room()) {
      Optional<Received> item = framer.next(arrived);
      if (item.isEmpty()) {
        break;
      }
      if (item.get() instanceof Received.Streamed) {
        literal.begin(framer.message());
      }
      deliver(item.get());
    }
    if (!arrived.isReadable()) {
      arrived.release();
      arrived = Unpooled.EMPTY_BUFFER;
    }
    if (channel.isActive() && !closing) {
      watch.look(waitingOctets);
    }
  }

  /** For a client that cannot be answered at the end of a command, since none will end. */
  void sendAway(String why) {
    // A write that fails closes the channel.
    var unused =
        channel.writeAndFlush(
            Unpooled.copiedBuffer("* BYE " + why + "\r\n", StandardCharsets.US_ASCII));
    close();
  }

  private void deliver(Received item) {
    watch.broughtCommand();
    waitingItems++;
    waitingOctets += item.octets();
    session.receive(item);
  }

  // ---- what the session says; on any thread ----

  @Override
  public ClientAddress client() {
    return ClientAddress.of((InetSocketAddress) channel.remoteAddress());
  }

  @Override
  public boolean secure() {
    return secure;
  }

  @Override
  public boolean tlsPossible() {
    return !secure && startTls.isPresent();
  }

  @Override
  public CompletionStage<Boolean> startTls(ByteBuf burst) {
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    onLoop(
        () -> {
          if (!channel.isActive() || closing || !tlsPossible()) {
            burst.release();
            begun.completeExceptionally(new ClosedChannelException());
          } else if (waitingItems > 0 || arrived.isReadable() || !framer.betweenCommands()) {
            burst.release();
            begun.complete(false);
          } else {
            beginTls(burst, startTls.get());
            begun.complete(true);
            pump();
          }
        });
    return begun;
  }

  /** The burst is on its way down before TLS is in its way; what is not read yet is for TLS. */
  private void beginTls(ByteBuf burst, SslContext context) {
    // A write that fails closes the channel.
    var unused = channel.writeAndFlush(burst);
    SslHandler handler = context.newHandler(channel.alloc());
    handler.setHandshakeTimeout(
        limits.strangers().handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    channel.pipeline().addFirst(handler);
    secure = true;
  }

  @Override
  public ByteBuf buffer() {
    return channel.alloc().buffer();
  }

  @Override
  public CompletionStage<Void> write(ByteBuf burst) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    onLoop(
        () -> {
          if (!channel.isActive() || closing) {
            burst.release();
            taken.completeExceptionally(new ClosedChannelException());
            return;
          }
          // A write that fails closes the channel, and that is what its waiters are told.
          var unused = channel.writeAndFlush(burst);
          if (channel.isWritable()) {
            taken.complete(null);
          } else {
            writers.add(taken);
          }
        });
    return taken;
  }

  @Override
  public void loggedIn() {
    onLoop(framer::loggedIn);
  }

  @Override
  public void proceed() {
    onLoop(
        () -> {
          framer.proceed();
          pump();
        });
  }

  @Override
  public void handled(Received item) {
    onLoop(
        () -> {
          waitingItems--;
          waitingOctets -= item.octets();
          pump();
        });
  }

  /**
   * The socket is closed for writing first, and what still comes is dropped for a while: closed at
   * once, it could take the last words away from a client that is still sending.
   */
  @Override
  public void close() {
    onLoop(
        () -> {
          if (closing) {
            return;
          }
          closing = true;
          framer.abandon();
          literal.fail();
          channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutdown());
        });
  }

  private void shutdown() {
    if (secure || inputEnded || !(channel instanceof DuplexChannel duplex)) {
      closeNow();
      return;
    }
    duplex.shutdownOutput().addListener(shut -> pump());
    after(LINGER, this::closeNow);
  }

  private void closeNow() {
    // Whoever needs to know hears of it by channelInactive.
    var unused = channel.close();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    onLoop(
        () -> {
          if (channel.isActive()) {
            ScheduledFuture<?> timer =
                channel.eventLoop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            timers.add(timer);
            timer.addListener(over -> timers.remove(timer));
          }
        });
  }
}
