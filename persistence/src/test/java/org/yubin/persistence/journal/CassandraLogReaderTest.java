package org.yubin.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.launch.CassandraFixture;

/**
 * Rows put in by hand, as the journal would write them: a batch stands in the partition of its last
 * event.
 */
class CassandraLogReaderTest {
  private static final int PARTITION = 10;
  private static final CassandraFixture CASSANDRA = CassandraFixture.shared();
  private static final String KEYSPACE = CASSANDRA.migratedKeyspace();
  private static final LogReader READER =
      CassandraLogReader.open(CASSANDRA.session(), KEYSPACE, PARTITION)
          .toCompletableFuture()
          .join();

  private final EntityId id = EntityId.of(Ids.secure().newMailboxId());

  @Test
  void logThatIsNotClosed_isReadAsFarAsItReaches() throws Exception {
    assertThat(sequences(1, OptionalLong.empty())).isEmpty();
    singles(1, 7);
    assertThat(sequences(1, OptionalLong.empty())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(sequences(5, OptionalLong.empty())).containsExactly(5L, 6L, 7L);
    assertThat(sequences(8, OptionalLong.empty())).isEmpty();
  }

  @Test
  void payload_comesOutAsItIsStored() throws Exception {
    singles(3, 3);
    LogPage page = get(READER.page(id, 1, 3, OptionalLong.empty()));
    assertThat(page.events()).hasSize(1);
    assertThat(page.events().get(0).payload()).containsExactly(3, 0, -1);
    assertThat(page.events().get(0).manifest()).isEqualTo("m");
  }

  @Test
  void partitions_areCrossed_alsoByABatch() throws Exception {
    singles(1, 8);
    batch(9, 12);
    singles(13, 20);
    batch(21, 25);
    List<Long> all = LongStream.rangeClosed(1, 25).boxed().toList();
    assertThat(sequences(1, OptionalLong.empty())).isEqualTo(all);
    assertThat(sequences(1, OptionalLong.of(25))).isEqualTo(all);
    assertThat(sequences(10, OptionalLong.of(11))).containsExactly(10L, 11L);
  }

  @Test
  void logThatEndsAtAPartition_isComplete() throws Exception {
    singles(1, 10);
    assertThat(sequences(1, OptionalLong.empty())).hasSize(10);
    assertThat(sequences(11, OptionalLong.empty())).isEmpty();
  }

  @Test
  void rowsBehindThePinnedEnd_doNotExist() throws Exception {
    singles(1, 6);
    assertThat(sequences(1, OptionalLong.of(4))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(sequences(1, OptionalLong.of(0))).isEmpty();
    assertThat(sequences(5, OptionalLong.of(4))).isEmpty();
  }

  @Test
  void closedLogThatDoesNotReachItsEnd_isDamaged() throws Exception {
    singles(1, 6);
    assertThatThrownBy(() -> sequences(1, OptionalLong.of(7)))
        .hasCauseInstanceOf(LogDamagedException.class)
        .hasMessageContaining("ends at 6 (expected: 7, its pinned end)");
  }

  @Test
  void gap_isDamage() throws Exception {
    singles(1, 3);
    singles(5, 6);
    assertDamaged("event 5 (expected: 4)");
  }

  @Test
  void gapAtAPartition_isDamage() throws Exception {
    singles(1, 9);
    singles(11, 12);
    assertDamaged("event 11 (expected: 10)");
  }

  @Test
  void twoWriters_areDamage() throws Exception {
    singles(1, 3);
    singles(3, 4);
    assertDamaged("event 3 occurs twice");
  }

  @Test
  void longLog_comesInPages_andATwinAtTheCutIsSeen() throws Exception {
    LogReader wide = get(CassandraLogReader.open(CASSANDRA.session(), KEYSPACE, 20_000));
    for (long first = 1; first <= 1101; first += 100) {
      rows(0, first, first + 99);
    }
    LogReader.Folded<Long> folded =
        get(wide.fold(id, 1, 1, OptionalLong.of(1150), 0L, (sum, event) -> sum + event.sequence()));
    assertThat(folded.lastSequence()).isEqualTo(1150);
    assertThat(folded.state()).isEqualTo(1150L * 1151 / 2);
    assertThat(get(wide.page(id, 1, 1, OptionalLong.empty())).last()).isFalse();
    rows(0, 500, 500);
    assertThatThrownBy(() -> get(wide.page(id, 1, 1, OptionalLong.empty())))
        .hasMessageContaining("event 500 occurs twice");
  }

  private void assertDamaged(String why) {
    assertThatThrownBy(() -> sequences(1, OptionalLong.empty()))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LogDamagedException.class)
        .hasMessageContaining(why);
  }

  private List<Long> sequences(long from, OptionalLong end) throws Exception {
    return get(READER.fold(
            id,
            1,
            from,
            end,
            new ArrayList<Long>(),
            (list, event) -> {
              list.add(event.sequence());
              return list;
            }))
        .state();
  }

  private void singles(long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      batch(sequence, sequence);
    }
  }

  private void batch(long first, long last) {
    rows((last - 1) / PARTITION, first, last);
  }

  private void rows(long partition, long first, long last) {
    CqlSession session = CASSANDRA.session();
    StringBuilder cql = new StringBuilder("BEGIN UNLOGGED BATCH ");
    List<Object> values = new ArrayList<>();
    for (long sequence = first; sequence <= last; sequence++) {
      cql.append("INSERT INTO ")
          .append(KEYSPACE)
          .append(
              ".messages (persistence_id, partition_nr, sequence_nr, timestamp, ser_manifest,"
                  + " event)")
          .append(" VALUES (?, ?, ?, ?, 'm', ?) ");
      values.addAll(
          List.of(
              id.persistenceId(1),
              partition,
              sequence,
              Uuids.timeBased(),
              ByteBuffer.wrap(new byte[] {(byte) sequence, 0, -1})));
    }
    session.execute(cql.append("APPLY BATCH").toString(), values.toArray());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
  }
}
