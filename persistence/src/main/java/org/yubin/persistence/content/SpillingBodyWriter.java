package org.yubin.persistence.content;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.IdSource;

/** Holds a body until it outgrows {@code maxInlineOctets}; from then on it goes into a blob. */
final class SpillingBodyWriter implements BodyWriter {
  private static final int FIRST_OCTETS = 4 * 1024;

  private final BlobStore blobs;
  private final IdSource ids;
  private final int maxInlineOctets;
  private byte[] held = new byte[0];
  private int size;
  private boolean ended;
  private @Nullable BlobId blob;
  private @Nullable BlobWriter writer;

  SpillingBodyWriter(BlobStore blobs, IdSource ids, int maxInlineOctets) {
    this.blobs = blobs;
    this.ids = ids;
    this.maxInlineOctets = maxInlineOctets;
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer octets) {
    if (ended) {
      return CompletableFuture.failedFuture(new IllegalStateException("body has ended"));
    }
    if (writer != null) {
      return writer.write(octets);
    }
    int more = octets.remaining();
    if (more <= maxInlineOctets - size) {
      hold(octets, more);
      return CompletableFuture.completedFuture(null);
    }
    BlobWriter spilled = spill();
    ByteBuffer before = ByteBuffer.wrap(held, 0, size);
    held = new byte[0];
    return spilled.write(before).thenCompose(done -> spilled.write(octets));
  }

  @Override
  public CompletionStage<StoredBody> finish() {
    if (ended) {
      return CompletableFuture.failedFuture(new IllegalStateException("body has ended"));
    }
    ended = true;
    if (writer == null && maxInlineOctets > 0) {
      return CompletableFuture.completedFuture(
          new StoredBody.Inline(held.length == size ? held : Arrays.copyOf(held, size)));
    }
    BlobWriter spilled = writer == null ? spill() : writer;
    BlobId id = Objects.requireNonNull(blob);
    return spilled.finish().thenApply(octets -> new StoredBody.InBlob(id, octets));
  }

  @Override
  public CompletionStage<Void> discard() {
    ended = true;
    held = new byte[0];
    return writer == null ? CompletableFuture.completedFuture(null) : writer.discard();
  }

  private BlobWriter spill() {
    BlobId id = ids.newBlobId();
    BlobWriter spilled = blobs.create(id);
    blob = id;
    writer = spilled;
    return spilled;
  }

  private void hold(ByteBuffer octets, int more) {
    if (held.length < size + more) {
      int wanted = Math.max(size + more, Math.max(FIRST_OCTETS, held.length * 2));
      held = Arrays.copyOf(held, Math.min(wanted, maxInlineOctets));
    }
    octets.get(held, size, more);
    size += more;
  }
}
