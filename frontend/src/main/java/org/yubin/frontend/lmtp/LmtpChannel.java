package org.yubin.frontend.lmtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a session: cuts lines and hands octets over, one thing at a time, and reads on only
 * when all that came is dealt with. Runs on its event loop.
 */
final class LmtpChannel extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(LmtpChannel.class);
  private static final int PIECE_OCTETS = 64 * 1024;

  /** How long a handshake may take; the client is an MTA near by. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(30);

  private final LmtpSession session;
  private final LmtpLimits limits;
  private final Optional<SslContext> startTls;
  private final int maxLineOctets;
  private @Nullable ScheduledFuture<?> looking;
  private long lines;
  private long messageOctets;
  private ByteBuf arrived = Unpooled.EMPTY_BUFFER;
  private boolean busy;
  private boolean asking;
  private boolean skippingLine;
  private boolean stopping;

  /**
   * @param startTls for TLS within the connection, if the session offers it
   */
  LmtpChannel(LmtpSession session, LmtpLimits limits, Optional<SslContext> startTls) {
    this.session = session;
    this.limits = limits;
    this.startTls = startTls;
    this.maxLineOctets = limits.maxLineOctets();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    say(ctx, session.greeting());
    proceed(ctx);
    watch(ctx);
  }

  /**
   * Silence is seen by the idle handler; a client that sends an octet now and then is not silent,
   * and is looked at here: within each idle timeout a line has to end, or a message to go on.
   */
  private void watch(ChannelHandlerContext ctx) {
    long linesBefore = lines;
    long octetsBefore = messageOctets;
    Runnable look =
        () -> {
          boolean little =
              lines == linesBefore && messageOctets - octetsBefore < limits.pieceOctets();
          if (ctx.channel().isActive()) {
            if (little && !busy && waitedFor()) {
              endIdle(ctx);
            }
            watch(ctx);
          }
        };
    looking = ctx.executor().schedule(look, limits.idleTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the client has begun something that it does not end; else it is merely silent. */
  private boolean waitedFor() {
    return arrived.isReadable() || session.input() != LmtpSession.Input.LINE;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    arrived =
        ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), arrived, (ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    proceed(ctx);
  }

  /** The server stops: a transaction under way is finished first. */
  void stop(ChannelHandlerContext ctx) {
    stopping = true;
    if (!busy) {
      proceed(ctx);
    }
  }

  /** Deals with what has come, until something has to be waited for. */
  private void proceed(ChannelHandlerContext ctx) {
    while (!busy && ctx.channel().isActive()) {
      if (session.input() == LmtpSession.Input.END) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        return;
      }
      if (session.input() == LmtpSession.Input.TLS) {
        beginTls(ctx, startTls.orElseThrow());
        continue;
      }
      if (stopping && session.betweenTransactions()) {
        say(ctx, session.shutdown());
        continue;
      }
      if (!ctx.channel().isWritable()) {
        ctx.flush();
        if (!ctx.channel().isWritable()) {
          return; // the client does not read its answers: no more is done for it until it does
        }
      }
      boolean went = session.input() == LmtpSession.Input.LINE ? line(ctx) : octets(ctx);
      if (!went) {
        releaseIfRead();
        ctx.flush();
        ctx.read();
        return;
      }
    }
  }

  /** The reply is on its way down before TLS is in its way; what is not read yet is for TLS. */
  private void beginTls(ChannelHandlerContext ctx, SslContext context) {
    if (arrived.isReadable()) {
      say(ctx, session.notForTls());
      return;
    }
    say(ctx, session.beginTls());
    ctx.flush();
    SslHandler handler = context.newHandler(ctx.alloc());
    handler.setHandshakeTimeout(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
    ctx.pipeline().addFirst(handler);
  }

  private boolean line(ChannelHandlerContext ctx) {
    int end = lineEnd();
    if (end < 0) {
      if (arrived.readableBytes() >= maxLineOctets) {
        skippingLine = true;
        arrived.skipBytes(arrived.readableBytes() - 1); // the last octet may be the CR
      }
      return false;
    }
    boolean tooLong = skippingLine || end + 2 > maxLineOctets;
    skippingLine = false;
    lines++;
    if (tooLong) {
      arrived.skipBytes(end + 2);
      say(ctx, session.lineTooLong());
      return true;
    }
    String line = arrived.readCharSequence(end, StandardCharsets.UTF_8).toString();
    arrived.skipBytes(2);
    wait(ctx, session.line(line).thenApply(List::of));
    return true;
  }

  /** How many octets stand before the next CRLF, -1 if none has come; a bare LF ends no line. */
  private int lineEnd() {
    int from = arrived.readerIndex();
    int lf = arrived.indexOf(from, arrived.writerIndex(), (byte) '\n');
    while (lf == from || (lf > from && arrived.getByte(lf - 1) != '\r')) {
      lf = arrived.indexOf(lf + 1, arrived.writerIndex(), (byte) '\n');
    }
    return lf < 0 ? -1 : lf - 1 - from;
  }

  private boolean octets(ChannelHandlerContext ctx) {
    boolean emptyChunk = session.awaitsNothing();
    if (!arrived.isReadable() && !emptyChunk) {
      return false;
    }
    byte[] piece = new byte[Math.min(arrived.readableBytes(), PIECE_OCTETS)];
    arrived.getBytes(arrived.readerIndex(), piece);
    ByteBuffer in = ByteBuffer.wrap(piece);
    wait(
        ctx,
        session
            .octets(in)
            .whenCompleteAsync(
                (replies, failed) -> {
                  arrived.skipBytes(in.position());
                  messageOctets += in.position();
                },
                ctx.executor()));
    return true;
  }

  private void wait(ChannelHandlerContext ctx, CompletionStage<List<Reply>> replies) {
    busy = true;
    asking = true;
    replies.whenComplete(
        (said, failed) -> {
          if (ctx.executor().inEventLoop()) {
            go(ctx, said, failed);
          } else {
            ctx.executor().execute(() -> go(ctx, said, failed));
          }
        });
    asking = false;
  }

  /** What was waited for has come; if it came at once, the loop that asked goes on by itself. */
  private void go(
      ChannelHandlerContext ctx, @Nullable List<Reply> said, @Nullable Throwable failed) {
    busy = false;
    if (failed != null) {
      LOG.atError()
          .addKeyValue("session", session.id())
          .setCause(failed)
          .log("lmtp session failed");
      var unused = ctx.close();
    }
    if (failed != null || !ctx.channel().isActive()) {
      abandon();
      return;
    }
    if (said != null) {
      said.stream().filter(reply -> reply.code() > 0).forEach(reply -> say(ctx, reply));
    }
    if (!asking) {
      proceed(ctx);
    }
  }

  private static void say(ChannelHandlerContext ctx, Reply reply) {
    var unused = ctx.write(Unpooled.copiedBuffer(reply.wire(), StandardCharsets.UTF_8));
  }

  private void releaseIfRead() {
    if (!arrived.isReadable()) {
      arrived.release();
      arrived = Unpooled.EMPTY_BUFFER;
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && !busy) {
      endIdle(ctx);
    }
  }

  private void endIdle(ChannelHandlerContext ctx) {
    if (session.input() == LmtpSession.Input.END || !ctx.channel().isWritable()) {
      var unused = ctx.close(); // it does not read what it is told
      return;
    }
    say(ctx, session.timedOut());
    proceed(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      ctx.executor().execute(() -> proceed(ctx)); // later: this is called from within write too
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (looking != null) {
      looking.cancel(false); // it would keep all of this for its time
    }
    if (!busy) {
      abandon();
    }
  }

  private void abandon() {
    session.reset();
    arrived.release();
    arrived = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    LOG.atDebug()
        .addKeyValue("session", session.id())
        .setCause(failure)
        .log("lmtp connection failed");
    var unused = ctx.close();
  }
}
