package org.yubin.frontend.lmtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.yubin.frontend.memory.MemoryBodies;
import org.yubin.persistence.content.BodyWriter;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.content.StoredBody;

/** Bodies in memory: tells what was opened and given up, and fails on demand. */
final class RecordingBodies implements BodyWriters {
  /** One for each body that was opened: whether it was to be shared. */
  final List<Boolean> opened = new CopyOnWriteArrayList<>();

  final AtomicInteger discarded = new AtomicInteger();

  /** Set: octets cannot be stored. */
  volatile boolean failsToWrite;

  /** Set: the end cannot be stored. */
  volatile boolean failsToFinish;

  private final MemoryBodies bodies = new MemoryBodies();

  @Override
  public BodyWriter open(boolean shared) {
    opened.add(shared);
    BodyWriter body = bodies.open(shared);
    return new BodyWriter() {
      @Override
      public CompletionStage<Void> write(ByteBuffer octets) {
        return failsToWrite ? failed() : body.write(octets);
      }

      @Override
      public CompletionStage<StoredBody> finish() {
        return failsToFinish ? failed() : body.finish();
      }

      @Override
      public CompletionStage<Void> discard() {
        discarded.incrementAndGet();
        return body.discard();
      }
    };
  }

  private static <T> CompletionStage<T> failed() {
    return CompletableFuture.failedFuture(new IllegalStateException("the store is down"));
  }
}
