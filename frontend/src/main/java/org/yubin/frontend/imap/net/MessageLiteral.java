package org.yubin.frontend.imap.net;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.imap.wire.LiteralStream;

/**
 * Hands out the message literals of one connection, which come one after another. The three demands
 * are made on any thread, and served on the event loop whenever octets have come.
 */
final class MessageLiteral implements LiteralStream {
  private final ImapChannel channel;

  private @Nullable CompletableFuture<Optional<ByteBuffer>> chunk;
  private @Nullable CompletableFuture<byte[]> rest;
  private boolean dropping;

  /** The client has been asked to send, or sends anyhow. */
  private boolean coming;

  private long sizeOctets;
  private boolean synchronising;

  MessageLiteral(ImapChannel channel) {
    this.channel = channel;
  }

  /** A message begins; on the event loop, before the session hears of it. */
  void begin(LiteralHeader header) {
    sizeOctets = header.octets();
    synchronising = header.synchronising();
    dropping = false;
    coming = !synchronising;
  }

  @Override
  public long sizeOctets() {
    return sizeOctets;
  }

  @Override
  public boolean synchronising() {
    return synchronising;
  }

  @Override
  public CompletionStage<Optional<ByteBuffer>> next() {
    CompletableFuture<Optional<ByteBuffer>> demand = new CompletableFuture<>();
    channel.onLoop(
        () -> {
          coming = true;
          chunk = demand;
          channel.pump();
        });
    return demand;
  }

  @Override
  public CompletionStage<byte[]> rest() {
    CompletableFuture<byte[]> demand = new CompletableFuture<>();
    channel.onLoop(
        () -> {
          rest = demand;
          channel.pump();
        });
    return demand;
  }

  @Override
  public CompletionStage<Void> refuse() {
    CompletableFuture<byte[]> demand = new CompletableFuture<>();
    channel.onLoop(
        () -> {
          if (!coming) {
            channel.framer().endMessage();
            demand.complete(new byte[0]);
          } else {
            dropping = true;
            rest = demand;
          }
          channel.pump();
        });
    return demand.thenApply(line -> null);
  }

  /** Whether octets are waited for. */
  boolean demanded() {
    return chunk != null || rest != null;
  }

  /** Serves what is demanded from what has come. */
  void serve() {
    CompletableFuture<Optional<ByteBuffer>> wanted = chunk;
    CompletableFuture<byte[]> wantedRest = rest;
    CommandFramer framer = channel.framer();
    if (wanted != null) {
      Optional<ByteBuffer> octets = framer.takeMessage(channel.arrived());
      if (octets.isPresent() || framer.messageRemaining() == 0) {
        chunk = null;
        wanted.complete(octets);
      }
    } else if (wantedRest != null) {
      if (dropping && framer.messageRemaining() > 0) {
        framer.takeMessage(channel.arrived());
      }
      if (framer.messageRemaining() == 0) {
        serveRest(framer, wantedRest);
      }
    }
  }

  private void serveRest(CommandFramer framer, CompletableFuture<byte[]> wanted) {
    Optional<byte[]> line = framer.takeRest(channel.arrived());
    if (line.isPresent()) {
      rest = null;
      wanted.complete(line.get());
    } else if (framer.lineTooLong()) {
      channel.close();
      fail();
    }
  }

  /** The connection is gone. */
  void fail() {
    CompletableFuture<Optional<ByteBuffer>> wanted = chunk;
    CompletableFuture<byte[]> wantedRest = rest;
    chunk = null;
    rest = null;
    if (wanted != null) {
      wanted.completeExceptionally(new ClosedChannelException());
    }
    if (wantedRest != null) {
      wantedRest.completeExceptionally(new ClosedChannelException());
    }
  }
}
