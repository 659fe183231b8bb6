package org.yubin.frontend.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.content.BodyWriter;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.content.StoredBody;

/** Bodies that stay inline, whatever their size. */
public final class MemoryBodies implements BodyWriters {
  @Override
  public BodyWriter open(boolean shared) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    return new BodyWriter() {
      @Override
      public CompletionStage<Void> write(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        octets.writeBytes(bytes);
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<StoredBody> finish() {
        return CompletableFuture.completedStage(new StoredBody.Inline(octets.toByteArray()));
      }

      @Override
      public CompletionStage<Void> discard() {
        return CompletableFuture.completedStage(null);
      }
    };
  }
}
