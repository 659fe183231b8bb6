package org.yubin.frontend.imap.net;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
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
  private @Nullable CompletableFuture<Rest> rest;
  private @Nullable CompletableFuture<Boolean> dropped;

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
  public CompletionStage<Rest> rest() {
    CompletableFuture<Rest> demand = new CompletableFuture<>();
    channel.onLoop(
        () -> {
          rest = demand;
          channel.pump();
        });
    return demand;
  }

  @Override
  public CompletionStage<Boolean> refuse() {
    CompletableFuture<Boolean> demand = new CompletableFuture<>();
    channel.onLoop(
        () -> {
          dropped = demand;
          if (!coming) {
            endDropping();
          }
          channel.pump();
        });
    return demand;
  }

  /** Whether octets are waited for. */
  boolean demanded() {
    return chunk != null || rest != null || dropped != null;
  }

  /** Serves what is demanded from what has come. */
  void serve() {
    CompletableFuture<Optional<ByteBuffer>> wanted = chunk;
    CommandFramer framer = channel.framer();
    if (wanted != null) {
      Optional<ByteBuffer> octets = framer.takeMessage(channel.arrived());
      if (octets.isPresent() || framer.messageRemaining() == 0) {
        chunk = null;
        wanted.complete(octets);
      }
    } else if (rest != null) {
      serveRest();
    } else {
      while (dropped != null && drop()) {
        // One literal is gone, and another follows.
      }
    }
  }

  private void serveRest() {
    Optional<Rest> line = takeRest();
    CompletableFuture<Rest> wanted = rest;
    if (line.isPresent() && wanted != null) {
      rest = null;
      wanted.complete(line.get());
    }
  }

  /** Whether there is more to drop, and it has come. */
  private boolean drop() {
    CommandFramer framer = channel.framer();
    if (!framer.message().canBePassedOver(channel.limits())) {
      complete(false);
      return false;
    }
    framer.skipMessage(channel.arrived());
    Optional<Rest> line = framer.messageRemaining() > 0 ? Optional.empty() : takeRest();
    if (line.isEmpty()) {
      return false;
    }
    if (!line.get().literal()) {
      complete(true);
    } else if (!coming) {
      endDropping();
    }
    return true;
  }

  private Optional<Rest> takeRest() {
    CommandFramer framer = channel.framer();
    Optional<Rest> line = framer.takeRest(channel.arrived());
    if (line.isEmpty() && framer.lineTooLong()) {
      channel.close();
      fail();
    } else if (line.isPresent() && line.get().literal()) {
      begin(framer.message());
    }
    return line;
  }

  /** The client waits for a continuation, and gets the tagged answer instead. */
  private void endDropping() {
    channel.framer().endMessage();
    complete(true);
  }

  private void complete(boolean commandEnds) {
    CompletableFuture<Boolean> wanted = dropped;
    dropped = null;
    if (wanted != null) {
      wanted.complete(commandEnds);
    }
  }

  /** The connection is gone. */
  void fail() {
    List<CompletableFuture<?>> wanted = new ArrayList<>();
    for (CompletableFuture<?> each : new CompletableFuture<?>[] {chunk, rest, dropped}) {
      if (each != null) {
        wanted.add(each);
      }
    }
    chunk = null;
    rest = null;
    dropped = null;
    wanted.forEach(each -> each.completeExceptionally(new ClosedChannelException()));
  }
}
