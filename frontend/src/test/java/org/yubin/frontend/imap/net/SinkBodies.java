package org.yubin.frontend.imap.net;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.yubin.frontend.imap.session.Services;
import org.yubin.persistence.content.BodyWriter;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.IdSource;

/** Bodies that are counted and dropped; while it is shut, no write completes. */
final class SinkBodies implements BodyWriters {
  private final IdSource ids;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final AtomicLong octets = new AtomicLong();
  private final AtomicInteger discarded = new AtomicInteger();

  SinkBodies(IdSource ids, boolean shut) {
    this.ids = ids;
    if (!shut) {
      opened.complete(null);
    }
  }

  /** These services with this sink. */
  Services in(Services s) {
    return s.with(this);
  }

  long octets() {
    return octets.get();
  }

  int discarded() {
    return discarded.get();
  }

  @Override
  public BodyWriter open(boolean shared) {
    BlobId blob = ids.newBlobId();
    AtomicLong size = new AtomicLong();
    return new BodyWriter() {
      @Override
      public CompletionStage<Void> write(ByteBuffer more) {
        size.addAndGet(more.remaining());
        octets.addAndGet(more.remaining());
        more.position(more.limit());
        return opened;
      }

      @Override
      public CompletionStage<StoredBody> finish() {
        return CompletableFuture.completedFuture(new StoredBody.InBlob(blob, size.get()));
      }

      @Override
      public CompletionStage<Void> discard() {
        discarded.incrementAndGet();
        return CompletableFuture.completedFuture(null);
      }
    };
  }
}
