package org.yubin.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.SnapshotRef;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.journal.PageStore.Taken;
import org.yubin.persistence.launch.CassandraFixture;

class CassandraPageStoreTest {
  private static final CassandraFixture CASSANDRA = CassandraFixture.shared();
  private static final String KEYSPACE = CASSANDRA.migratedKeyspace();
  private static final PageStore STORE =
      CassandraPageStore.open(CASSANDRA.session(), KEYSPACE, ForkJoinPool.commonPool())
          .toCompletableFuture()
          .join();
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final EntityId id = EntityId.of(Ids.secure().newMailboxId());

  @Test
  void hundredChangesInAHundredThousandMessages_writeUnderTwoPercent_andItOpensColdInASecond()
      throws Exception {
    RandomMessages before = RandomMessages.of(100_000, random);
    Snapshot full = get(STORE.write(id, at(1, 100), NOW, before, Optional.empty()));
    RandomMessages after = before;
    for (int i = 0; i < 100; i++) {
      after = after.withFlagChange(random);
    }
    Snapshot next = get(STORE.write(id, at(1, 200), NOW, after, Optional.of(full)));
    long fullOctets = full.manifest().octetsWritten();
    long nextOctets = next.manifest().octetsWritten();
    System.out.printf(
        "100,000 messages: %,d octets; after 100 changes: %,d octets in %d pages, %.2f %%%n",
        fullOctets, nextOctets, next.manifest().pagesWritten(), 100.0 * nextOctets / fullOctets);
    assertThat(next.manifest().pagesWritten()).isBetween(50L, 100L);
    assertThat(nextOctets).as("seed " + seed).isLessThan(fullOctets / 50);

    get(STORE.load(id, at(1, 100)));
    long begun = System.nanoTime();
    LoadedSnapshot loaded = get(STORE.load(id, at(1, 200)));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println("loaded in " + took.toMillis() + " ms");
    assertSame(loaded, after);
    assertThat(took).isLessThan(Duration.ofSeconds(3)); // a fraction of that on a quiet machine
  }

  @Test
  void randomSteps_loadAsTheyWereWritten_whateverIsThinnedMeanwhile() throws Exception {
    TreeMap<SnapshotRef, RandomMessages> written = new TreeMap<>();
    RandomMessages state = RandomMessages.of(3_000, random);
    Optional<Snapshot> base = Optional.empty();
    Instant first = NOW.minus(Duration.ofDays(800));
    int steps = 30;
    for (int step = 1; step <= steps; step++) {
      for (int change = random.nextInt(5); change >= 0; change--) {
        state = random.nextInt(4) == 0 ? state.withArrival(random) : state.withFlagChange(random);
      }
      if (random.nextInt(4) == 0) {
        state = state.withoutAPage(random);
      }
      SnapshotRef at = at(1 + step / 10, step);
      Instant takenAt = first.plus(Duration.ofDays(800).multipliedBy(step).dividedBy(steps));
      if (!written.isEmpty() && random.nextInt(8) == 0) {
        // A new owner knows the last snapshot by loading it.
        base = Optional.of(get(STORE.load(id, written.lastKey())).as(state));
        base = Optional.of(new Snapshot(base.get().manifest(), written.lastEntry().getValue()));
      }
      base = Optional.of(get(STORE.write(id, at, takenAt, state, base)));
      written.put(at, state);
      if (random.nextInt(6) == 0) {
        get(STORE.thin(id, at, new TreeMap<>(Map.of(1L, 99L, 2L, 99L, 3L, 99L)), takenAt));
      }
    }
    SnapshotRef newest = written.lastKey();
    get(STORE.thin(id, newest, new TreeMap<>(Map.of(1L, 99L, 2L, 99L, 3L, 99L)), NOW));
    List<Taken> kept = get(STORE.manifests(id));
    assertThat(kept).as("seed " + seed).hasSizeBetween(3, steps - 1);
    assertThat(kept.get(0).at()).isEqualTo(written.firstKey());
    assertThat(kept.get(kept.size() - 1).at()).isEqualTo(newest);
    for (Taken one : kept) {
      assertSame(
          get(STORE.load(id, one.at())), Optional.ofNullable(written.get(one.at())).orElseThrow());
    }
    long referred = referredPages(kept);
    assertThat(storedPages()).as("seed " + seed).isEqualTo(referred);
    assertThat(get(STORE.thin(id, newest, new TreeMap<>(Map.of(1L, 99L, 2L, 99L, 3L, 99L)), NOW)))
        .isZero();
  }

  @Test
  void manifestsThatDoNotCount_goWithTheirPages() throws Exception {
    RandomMessages state = RandomMessages.of(300, random);
    Snapshot one = get(STORE.write(id, at(1, 5), NOW, state, Optional.empty()));
    RandomMessages strayState = state.withFlagChange(random);
    get(STORE.write(id, at(1, 9), NOW, strayState, Optional.of(one))); // behind the pinned end
    get(STORE.write(id, at(2, 0), NOW, strayState, Optional.of(one))); // never pinned
    RandomMessages next = state.withFlagChange(random);
    get(STORE.write(id, at(3, 4), NOW, next, Optional.of(one)));
    assertThat(get(STORE.thin(id, at(3, 4), new TreeMap<>(Map.of(1L, 7L)), NOW))).isEqualTo(2);
    assertThat(get(STORE.manifests(id)).stream().map(Taken::at))
        .containsExactly(at(1, 5), at(3, 4));
    assertSame(get(STORE.load(id, at(1, 5))), state);
    assertSame(get(STORE.load(id, at(3, 4))), next);
  }

  @Test
  void unchangedState_writesNoPage_andAnEmptyOneLoads() throws Exception {
    RandomMessages state = RandomMessages.of(1_000, random);
    Snapshot one = get(STORE.write(id, at(1, 1), NOW, state, Optional.empty()));
    Snapshot two = get(STORE.write(id, at(1, 2), NOW, state.copied(), Optional.of(one)));
    assertThat(two.manifest().pagesWritten()).isZero(); // told to be other, found to be the same
    assertSame(get(STORE.load(id, at(1, 2))), state);
    RandomMessages none = RandomMessages.of(0, random);
    get(STORE.write(id, at(1, 3), NOW, none, Optional.of(two)));
    assertSame(get(STORE.load(id, at(1, 3))), none);
  }

  @Test
  void damage_isFound() throws Exception {
    RandomMessages state = RandomMessages.of(300, random);
    get(STORE.write(id, at(1, 1), NOW, state, Optional.empty()));
    assertThatThrownBy(() -> get(STORE.load(id, at(1, 2))))
        .hasCauseInstanceOf(SnapshotDamagedException.class)
        .hasMessageContaining("manifest missing");
    String page =
        "%s.snapshot_page %%s WHERE kind = 'mailbox' AND id = %s AND page_kind = 1 AND leaf = 0 AND page = 2 AND epoch = 1 AND sequence = 1"
            .formatted(KEYSPACE, id.id());
    CASSANDRA.session().execute("UPDATE " + page.formatted("SET body = 0x01000102"));
    assertThatThrownBy(() -> get(STORE.load(id, at(1, 1))))
        .hasCauseInstanceOf(SnapshotDamagedException.class)
        .hasMessageContaining("is not what its hash says");
    CASSANDRA.session().execute("DELETE FROM " + page.formatted(""));
    assertThatThrownBy(() -> get(STORE.load(id, at(1, 1))))
        .hasCauseInstanceOf(SnapshotDamagedException.class)
        .hasMessageContaining("PageKey[kind=1, number=2] missing");
  }

  private static SnapshotRef at(long epoch, long sequence) {
    return new SnapshotRef(epoch, sequence);
  }

  private void assertSame(LoadedSnapshot loaded, RandomMessages state) {
    assertThat(loaded.root()).isEqualTo(state.root());
    assertThat(new ArrayList<>(loaded.pages().keySet()))
        .as("seed " + seed)
        .isEqualTo(state.pages().stream().sorted().toList());
    loaded
        .pages()
        .forEach((key, octets) -> assertThat(octets).as("%s", key).isEqualTo(state.encode(key)));
  }

  private long referredPages(List<Taken> kept) throws Exception {
    Set<String> versions = new HashSet<>();
    for (Taken one : kept) {
      get(STORE.load(id, one.at()))
          .manifest()
          .leaves()
          .forEach(
              (key, leaf) -> {
                versions.add(key + "@" + leaf.at());
                leaf.pages()
                    .forEach((page, ref) -> versions.add(key + "/" + page + "@" + ref.at()));
              });
    }
    return versions.size();
  }

  private long storedPages() {
    long count = 0;
    for (int kind = 0; kind < 2; kind++) {
      var row =
          CASSANDRA
              .session()
              .execute(
                  "SELECT count(*) FROM %s.snapshot_page WHERE kind = 'mailbox' AND id = %s AND page_kind = %d AND leaf = 0"
                      .formatted(KEYSPACE, id.id(), kind))
              .one();
      count += row == null ? 0 : row.getLong(0);
    }
    return count;
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
  }
}
