package org.yubin.persistence.message;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.content.BlobStore;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.summary.MessageSummary;

/** A row's prefix and body as one run of octets. */
record StoredMessageBody(MessageRow row, BlobStore blobs) implements MessageBody {
  @Override
  public long sizeOctets() {
    return row.sizeOctets();
  }

  @Override
  public MessageSummary summary() {
    return row.summary();
  }

  @Override
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    if (offset < 0 || length < 0 || length > BlobStore.MAX_READ_OCTETS) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "read of %d octets at %d (expected: <= %d at >= 0)"
                  .formatted(length, offset, BlobStore.MAX_READ_OCTETS)));
    }
    long end = Math.min(offset + length, sizeOctets());
    if (end <= offset) {
      return CompletableFuture.completedFuture(ByteBuffer.allocate(0));
    }
    int before = row.prefix().length;
    if (end <= before) {
      return CompletableFuture.completedFuture(
          slice(row.prefix(), (int) offset, (int) (end - offset)));
    }
    long from = Math.max(offset, before) - before;
    CompletionStage<ByteBuffer> body = body(from, (int) (end - before - from));
    if (offset >= before) {
      return body;
    }
    ByteBuffer front = slice(row.prefix(), (int) offset, before - (int) offset);
    return body.thenApply(
        rest ->
            ByteBuffer.allocate(front.remaining() + rest.remaining())
                .put(front)
                .put(rest)
                .flip()
                .asReadOnlyBuffer());
  }

  private CompletionStage<ByteBuffer> body(long offset, int length) {
    if (row.body() instanceof StoredBody.Inline inline) {
      return CompletableFuture.completedFuture(slice(inline.octets(), (int) offset, length));
    }
    StoredBody.InBlob stored = (StoredBody.InBlob) row.body();
    return blobs
        .read(stored.blob(), offset, length)
        .thenApply(
            read -> {
              if (read.remaining() != length) {
                throw new IllegalStateException(
                    "blob %s: %d octets at %d (expected: %d)"
                        .formatted(stored.blob(), read.remaining(), offset, length));
              }
              return read;
            });
  }

  private static ByteBuffer slice(byte[] octets, int offset, int length) {
    return ByteBuffer.wrap(octets, offset, length).slice().asReadOnlyBuffer();
  }
}
