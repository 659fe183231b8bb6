package org.yubin.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yubin.persistence.content.Chunks.CHUNK_OCTETS;
import static org.yubin.persistence.content.ContentFixture.await;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.Ids;

class CassandraBlobStoreTest {
  private static ContentFixture fixture;

  /** Keeps nothing in memory, so that every read goes to Cassandra. */
  private static CassandraBlobStore cold;

  private static CassandraBlobStore warm;

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(CassandraBlobStoreTest.class);
    cold = new CassandraBlobStore(fixture.cql(), fixture.cpu(), fixture.clock(), 0);
    warm =
        new CassandraBlobStore(
            fixture.cql(), fixture.cpu(), fixture.clock(), CassandraBlobStore.DEFAULT_CACHE_OCTETS);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        32 * 1024 - 1,
        32 * 1024,
        32 * 1024 + 1,
        CHUNK_OCTETS - 1,
        CHUNK_OCTETS,
        CHUNK_OCTETS + 1,
        9_000_000
      })
  void everySize_comesBackAsItWas(int size) {
    byte[] random = new byte[size];
    new Random(size).nextBytes(random);
    byte[] compressible = new byte[size];
    for (int i = 0; i < size; i++) {
      compressible[i] = (byte) ('a' + i / 3 % 17);
    }
    assertThat(readAll(cold, write(random, 70_001), size)).isEqualTo(random);
    assertThat(readAll(cold, write(compressible, size + 1), size)).isEqualTo(compressible);
  }

  @Test
  void windowsAtChunkBorders_areExact() {
    // Two partitions: the border at 64 chunks is among the borders.
    byte[] octets = new byte[66 * CHUNK_OCTETS + 10];
    new Random(3).nextBytes(octets);
    BlobId id = write(octets, 1_000_000);
    for (int border : new int[] {1, 2, 63, 64, 65, 66}) {
      for (int before : new int[] {0, 1, 3}) {
        for (int length : new int[] {0, 1, 2, 5, CHUNK_OCTETS, CHUNK_OCTETS + 2}) {
          int from = border * CHUNK_OCTETS - before;
          int to = Math.min(from + length, octets.length);
          for (CassandraBlobStore store : new CassandraBlobStore[] {cold, warm}) {
            assertThat(bytes(await(store.read(id, from, length))))
                .as("%d octets at %d", length, from)
                .isEqualTo(Arrays.copyOfRange(octets, from, to));
          }
        }
      }
    }
  }

  @Test
  void readBeyondTheEnd_isShortOrEmpty() {
    BlobId id = write(new byte[] {1, 2, 3}, 10);
    assertThat(bytes(await(cold.read(id, 2, 100)))).containsExactly(3);
    assertThat(bytes(await(cold.read(id, 3, 100)))).isEmpty();
    assertThat(bytes(await(cold.read(id, 1_000_000, 100)))).isEmpty();
  }

  @Test
  void readOfMoreThanOneMebibyte_isRefused() {
    CompletableFuture<ByteBuffer> read =
        cold.read(new BlobId(Ids.secure().next()), 0, BlobStore.MAX_READ_OCTETS + 1)
            .toCompletableFuture();
    assertThatThrownBy(() -> read.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("1048577");
  }

  @Test
  void missingChunk_failsTheReadAndNeverShortensIt() {
    BlobId id = write(new byte[3 * CHUNK_OCTETS], CHUNK_OCTETS);
    fixture
        .session()
        .execute(
            "DELETE FROM blob_chunk WHERE blob_id = ? AND bucket = 0 AND chunk = 1", id.value());
    CompletableFuture<ByteBuffer> read =
        cold.read(id, 10, 3 * CHUNK_OCTETS - 10).toCompletableFuture();
    assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("chunk 1 has 0 octets");
  }

  @Test
  void knownChunks_costNoStatement() {
    BlobId id = write(new byte[300_000], 300_000);
    await(warm.read(id, 0, 300_000));
    long before = fixture.statements();
    await(warm.read(id, 0, 1));
    await(warm.read(id, 100_000, 200_000));
    assertThat(fixture.statements() - before).isZero();
  }

  @Test
  void partialRead_readsOnlyWhatItCovers() {
    BlobId id = write(new byte[20 * CHUNK_OCTETS], 1_000_000);
    long before = fixture.statements();
    await(cold.read(id, 9L * CHUNK_OCTETS + 5, 1024));
    assertThat(fixture.statements() - before).isEqualTo(1);
  }

  @Test
  void discardedBlob_leavesNothing() {
    BlobId id = Ids.secure().newBlobId();
    BlobWriter writer = cold.create(id);
    await(writer.write(ByteBuffer.wrap(new byte[70 * CHUNK_OCTETS])));
    await(writer.discard());
    assertThat(await(cold.read(id, 0, 10)).remaining()).isZero();
    assertThat(
            fixture
                .session()
                .execute(
                    "SELECT chunk FROM blob_chunk WHERE blob_id = ? AND bucket = 1", id.value())
                .all())
        .isEmpty();
    assertThat(
            fixture
                .session()
                .execute("SELECT * FROM blob_head WHERE blob_id = ?", id.value())
                .all())
        .isEmpty();
  }

  private static BlobId write(byte[] octets, int piece) {
    BlobId id = Ids.secure().newBlobId();
    BlobWriter writer = cold.create(id);
    for (int from = 0; from < octets.length; from += piece) {
      await(writer.write(ByteBuffer.wrap(octets, from, Math.min(piece, octets.length - from))));
    }
    assertThat(await(writer.finish())).isEqualTo(octets.length);
    return id;
  }

  private static byte[] readAll(BlobStore store, BlobId id, int size) {
    ByteBuffer all = ByteBuffer.allocate(size);
    while (all.hasRemaining()) {
      all.put(
          await(
              store.read(
                  id, all.position(), Math.min(all.remaining(), BlobStore.MAX_READ_OCTETS))));
    }
    return all.array();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
