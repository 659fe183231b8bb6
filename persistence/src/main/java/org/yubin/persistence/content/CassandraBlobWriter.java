package org.yubin.persistence.content;

import static org.yubin.persistence.content.Chunks.CHUNK_OCTETS;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.id.BlobId;

/**
 * Fills one chunk while at most {@link #MAX_IN_FLIGHT} others are being compressed and written:
 * five chunks of memory, whatever the blob's size. The head row is written before the first chunk,
 * so that the collector finds a blob whose writer died.
 */
final class CassandraBlobWriter implements BlobWriter {
  static final int MAX_IN_FLIGHT = 4;

  private final BlobId id;
  private final ChunkTable table;
  private final Executor cpu;
  private final Clock clock;
  private final InFlight inFlight = new InFlight(MAX_IN_FLIGHT);
  private byte[] buffer = new byte[0];
  private int filled;
  private int chunk;
  private long sizeOctets;
  private boolean ended;
  private @Nullable CompletionStage<Void> head;

  CassandraBlobWriter(BlobId id, ChunkTable table, Executor cpu, Clock clock) {
    this.id = id;
    this.table = table;
    this.cpu = cpu;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer octets) {
    if (ended) {
      return CompletableFuture.failedFuture(new IllegalStateException("blob " + id + " has ended"));
    }
    while (octets.hasRemaining()) {
      fill(octets);
      if (filled == CHUNK_OCTETS) {
        CompletableFuture<Void> room = send();
        if (!room.isDone()) {
          return room.thenCompose(free -> write(octets));
        }
        if (room.isCompletedExceptionally()) {
          return room;
        }
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Long> finish() {
    if (ended) {
      return CompletableFuture.failedFuture(new IllegalStateException("blob " + id + " has ended"));
    }
    ended = true;
    if (filled > 0) {
      // Room is of no interest any more: the drain below waits for all, and hears of every failure.
      send().isDone();
    }
    return head()
        .thenCompose(begun -> inFlight.drained())
        .thenCompose(stored -> table.end(id, sizeOctets, nowMicros()))
        .thenApply(stored -> sizeOctets);
  }

  @Override
  public CompletionStage<Void> discard() {
    ended = true;
    buffer = new byte[0];
    if (head == null) {
      return CompletableFuture.completedFuture(null);
    }
    return inFlight
        .drained()
        .handle((done, failure) -> failure)
        .thenCompose(any -> table.delete(id));
  }

  private void fill(ByteBuffer octets) {
    if (buffer.length == 0) {
      buffer = new byte[CHUNK_OCTETS];
    }
    int taken = Math.min(octets.remaining(), CHUNK_OCTETS - filled);
    octets.get(buffer, filled, taken);
    filled += taken;
    sizeOctets += taken;
  }

  /** Sends the chunk that stands in the buffer; completes when another may be sent. */
  private CompletableFuture<Void> send() {
    byte[] full = buffer;
    int length = filled;
    int number = chunk++;
    buffer = new byte[0];
    filled = 0;
    return inFlight.add(
        head()
            .thenApplyAsync(begun -> Compression.encode(full, length), cpu)
            .thenCompose(stored -> table.insert(id, number, stored)));
  }

  private CompletionStage<Void> head() {
    if (head == null) {
      head = table.begin(id, nowMicros());
    }
    return head;
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
