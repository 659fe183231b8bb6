package org.yubin.persistence.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.launch.CassandraFixture;

class CassandraHeadsTest {
  private static final IdSource IDS = Ids.secure();
  private static final TakeResult NOT_APPLIED = new TakeResult.NotApplied();
  private static final Heads HEADS = open(new OwnerId(IDS.next()));

  private final EntityId id = EntityId.of(IDS.newMailboxId());

  @Test
  void firstTake_makesTheHead_andASecondWithTheSameReadIsNotApplied() throws Exception {
    assertThat(get(HEADS.read(id))).isEmpty();
    assertThat(get(HEADS.epochOf(id))).isZero();
    assertThat(claim(HEADS).epoch()).isEqualTo(1);
    assertThat(get(HEADS.take(id, Optional.empty()))).isEqualTo(NOT_APPLIED);
    assertThat(get(HEADS.epochOf(id))).isEqualTo(1);
    assertThat(get(HEADS.read(id)))
        .contains(
            new HeadRow(
                1,
                0,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty(),
                HeadState.OPEN,
                Counters.ZERO));
  }

  @Test
  void claim_isConfirmedUntilANewerOwnerHasAnnouncedItself() throws Exception {
    Claim mine = claim(HEADS);
    get(HEADS.pin(id, 1, Optional.empty(), Optional.empty()));
    assertThat(get(HEADS.confirm(mine))).contains(mine);

    Heads other = open(new OwnerId(IDS.next()));
    HeadRow before = head();
    claim(other);
    assertThat(get(HEADS.confirm(mine))).as("taken, not yet announced").contains(mine);
    get(other.announce(before));
    assertThat(get(HEADS.confirm(mine))).isEmpty();
  }

  @Test
  void lossOfAnother_isLookedIntoOnce() throws Exception {
    EntityId lost = EntityId.of(IDS.newAccountId());
    Heads loser = open(new OwnerId(IDS.next()));
    Claim kept = claim(loser);
    get(loser.take(lost, Optional.empty()));
    get(loser.pin(lost, 1, Optional.empty(), Optional.empty()));

    Heads other = open(new OwnerId(IDS.next()));
    HeadRow before = get(other.read(lost)).orElseThrow();
    get(other.take(lost, Optional.of(before)));
    get(other.announce(before));
    Claim newer = get(loser.confirm(kept)).orElseThrow();
    assertThat(newer).isEqualTo(new Claim(id, 1, kept.losses() + 1));
    assertThat(get(loser.confirm(newer))).contains(newer);
  }

  @Test
  void ownerThatClosedTheHead_isNotTold() throws Exception {
    Heads closer = open(new OwnerId(IDS.next()));
    Claim mine = claim(closer);
    get(closer.pin(id, 1, Optional.empty(), Optional.empty()));
    get(closer.close(id, 1, HeadState.CLOSED, Counters.ZERO));
    HeadRow closed = head();
    take(2);
    get(HEADS.announce(closed));
    assertThat(get(closer.confirm(mine))).contains(mine);
  }

  @Test
  void ownerWhoseRowIsGone_confirmsNothing_andCanBeAnnouncedTo() throws Exception {
    OwnerId gone = new OwnerId(IDS.next());
    Heads loser = open(gone);
    Claim mine = claim(loser);
    get(loser.pin(id, 1, Optional.empty(), Optional.empty()));
    CassandraFixture cassandra = CassandraFixture.shared();
    cassandra
        .session()
        .execute(
            "DELETE FROM " + cassandra.migratedKeyspace() + ".owner WHERE id = ? IF EXISTS",
            gone.value());
    assertThat(get(loser.confirm(mine))).isEmpty();
    get(HEADS.announce(head()));
  }

  @Test
  void manyWhoAnnounceAtOnce_areAllSeen() throws Exception {
    List<EntityId> lost = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    Heads loser = open(new OwnerId(IDS.next()));
    for (int i = 0; i < 60; i++) {
      EntityId one = EntityId.of(IDS.newMailboxId());
      lost.add(one);
      claims.add(((TakeResult.Applied) get(loser.take(one, Optional.empty()))).claim());
      get(loser.pin(one, 1, Optional.empty(), Optional.empty()));
    }
    List<Heads> takers = List.of(open(new OwnerId(IDS.next())), open(new OwnerId(IDS.next())));
    List<CompletableFuture<?>> announced = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      EntityId one = lost.get(i);
      Heads taker = takers.get(i % 2);
      announced.add(
          taker
              .read(one)
              .thenCompose(
                  head -> taker.take(one, head).thenCompose(t -> taker.announce(head.get())))
              .toCompletableFuture());
    }
    get(CompletableFuture.allOf(announced.toArray(CompletableFuture[]::new)));
    for (int i = 0; i < 60; i++) {
      assertThat(get(loser.confirm(claims.get(i))).isPresent())
          .as("entity %d", i)
          .isEqualTo(i >= 40);
    }
  }

  /**
   * A statement that was under way before the announcement must not confirm what is asked after.
   */
  @Test
  void confirmationAskedForAfterAnAnnouncement_isNeverOlder_whateverElseIsRead() throws Exception {
    Heads loser = open(new OwnerId(IDS.next()));
    for (int round = 0; round < 40; round++) {
      EntityId one = EntityId.of(IDS.newMailboxId());
      Claim claim = ((TakeResult.Applied) get(loser.take(one, Optional.empty()))).claim();
      get(loser.pin(one, 1, Optional.empty(), Optional.empty()));
      Optional<HeadRow> before = get(HEADS.read(one));
      CompletableFuture<?> told =
          HEADS
              .take(one, before)
              .thenCompose(taken -> HEADS.announce(before.orElseThrow()))
              .toCompletableFuture();
      List<CompletableFuture<?>> noise = new ArrayList<>();
      while (!told.isDone()) {
        noise.add(loser.confirm(claim).toCompletableFuture());
        get(noise.get(noise.size() - 1));
      }
      noise.add(loser.confirm(claim).toCompletableFuture());
      assertThat(get(loser.confirm(claim))).as("round %d", round).isEmpty();
      get(CompletableFuture.allOf(noise.toArray(CompletableFuture[]::new)));
    }
  }

  @Test
  void manyWhoTakeAtOnce_getOneEpochEach_andOneWinsEachRound() throws Exception {
    get(HEADS.take(id, Optional.empty()));
    for (int round = 1; round <= 5; round++) {
      Optional<HeadRow> seen = get(HEADS.read(id));
      List<CompletableFuture<TakeResult>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tries.add(HEADS.take(id, seen).toCompletableFuture());
      }
      List<TakeResult> results = new ArrayList<>();
      for (CompletableFuture<TakeResult> one : tries) {
        results.add(get(one));
      }
      assertThat(results)
          .filteredOn(r -> !r.equals(NOT_APPLIED))
          .extracting(r -> ((TakeResult.Applied) r).claim().epoch())
          .containsExactly(round + 1L);
    }
  }

  @Test
  void pin_isRefusedAfterANewerTake() throws Exception {
    take(1);
    take(2);
    assertThat(get(HEADS.pin(id, 1, Optional.empty(), Optional.empty())))
        .isEqualTo(Fenced.SUPERSEDED);
    assertThat(head().pinned()).isZero();
    assertThat(get(HEADS.pin(id, 2, Optional.empty(), Optional.empty()))).isEqualTo(Fenced.APPLIED);
    assertThat(head().pinned()).isEqualTo(2);
  }

  @Test
  void takeWithAHeadReadBeforeAPinOrASnapshot_isNotApplied() throws Exception {
    take(1);
    Optional<HeadRow> beforePin = get(HEADS.read(id));
    get(HEADS.pin(id, 1, Optional.empty(), Optional.empty()));
    assertThat(get(HEADS.take(id, beforePin))).isEqualTo(NOT_APPLIED);
    Optional<HeadRow> beforeSnapshot = get(HEADS.read(id));
    get(HEADS.pointSnapshot(id, 1, new SnapshotRef(1, 5)));
    assertThat(get(HEADS.take(id, beforeSnapshot))).isEqualTo(NOT_APPLIED);
    Optional<HeadRow> beforeClose = get(HEADS.read(id));
    get(HEADS.close(id, 1, HeadState.DELETED, Counters.ZERO));
    assertThat(get(HEADS.take(id, beforeClose))).isEqualTo(NOT_APPLIED);
  }

  @Test
  void pointerAndCounters_areRefusedAfterANewerTake() throws Exception {
    take(1);
    get(HEADS.pin(id, 1, Optional.empty(), Optional.empty()));
    take(2);
    assertThat(get(HEADS.pointSnapshot(id, 1, new SnapshotRef(1, 7)))).isEqualTo(Fenced.SUPERSEDED);
    assertThat(get(HEADS.close(id, 1, HeadState.CLOSED, Counters.ZERO)))
        .isEqualTo(Fenced.SUPERSEDED);
    assertThat(head().snapshot()).isEmpty();
    assertThat(head().state()).isEqualTo(HeadState.OPEN);
  }

  @Test
  void ends_areForgottenByTheHeadBelowItsSnapshot_andKeptForEver() throws Exception {
    take(1);
    get(HEADS.pin(id, 1, Optional.empty(), Optional.empty()));
    take(2); // never pinned: served nothing, leaves no end
    take(3);
    get(HEADS.pin(id, 3, Optional.of(new ClosedLog(1, 17)), Optional.empty()));
    take(4);
    get(HEADS.pin(id, 4, Optional.of(new ClosedLog(3, 0)), Optional.empty()));
    assertThat(head().ends()).isEqualTo(Map.of(1L, 17L, 3L, 0L));

    assertThat(get(HEADS.pointSnapshot(id, 4, new SnapshotRef(4, 2)))).isEqualTo(Fenced.APPLIED);
    assertThat(head().ends()).isEmpty();
    assertThat(head().snapshot()).contains(new SnapshotRef(4, 2));
    take(5);
    SnapshotRef inRecovery = new SnapshotRef(5, 0);
    get(HEADS.pin(id, 5, Optional.of(new ClosedLog(4, 9)), Optional.of(inRecovery)));
    assertThat(head().snapshot()).contains(inRecovery);
    assertThat(get(HEADS.ends(id))).isEqualTo(Map.of(1L, 17L, 3L, 0L, 4L, 9L));
    get(HEADS.pointSnapshot(id, 5, new SnapshotRef(5, 1)));
    assertThat(head().ends()).isEmpty();
    assertThat(get(HEADS.ends(id))).isEqualTo(Map.of(1L, 17L, 3L, 0L, 4L, 9L));
  }

  @Test
  void counters_areReadOfManyHeadsAtOnce() throws Exception {
    Counters counters = new Counters(3, 2, 1, 123_456_789_012L, 4_294_967_295L, 77, 1L << 60, 4);
    List<EntityId> ids = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      EntityId one = EntityId.of(IDS.newMailboxId());
      ids.add(one);
      if (i != 13) {
        get(HEADS.take(one, Optional.empty()));
        get(HEADS.close(one, 1, HeadState.CLOSED, counters));
      }
    }
    Map<EntityId, HeadRow> all = get(HEADS.readAll(ids));
    assertThat(all).hasSize(69).doesNotContainKey(ids.get(13));
    assertThat(all.get(ids.get(69)))
        .extracting(HeadRow::state, HeadRow::counters)
        .containsExactly(HeadState.CLOSED, counters);
    assertThat(get(HEADS.take(ids.get(0), Optional.ofNullable(all.get(ids.get(0))))))
        .isInstanceOf(TakeResult.Applied.class);
    assertThat(get(HEADS.read(ids.get(0))).map(HeadRow::state)).contains(HeadState.OPEN);
  }

  @Test
  void deletedHead_staysDeletedWhenTaken() throws Exception {
    take(1);
    get(HEADS.close(id, 1, HeadState.DELETED, Counters.ZERO));
    take(2);
    assertThat(head().state()).isEqualTo(HeadState.DELETED);
  }

  @Test
  void mistakesOfTheOwner_areRefusedBeforeCassandra() {
    assertThatThrownBy(() -> HEADS.pointSnapshot(id, 2, new SnapshotRef(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HEADS.close(id, 2, HeadState.OPEN, Counters.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HEADS.pin(id, 2, Optional.of(new ClosedLog(2, 1)), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Heads open(OwnerId owner) {
    CassandraFixture cassandra = CassandraFixture.shared();
    return CassandraHeads.open(cassandra.session(), cassandra.migratedKeyspace(), owner)
        .toCompletableFuture()
        .join();
  }

  private void take(long expected) throws Exception {
    assertThat(claim(HEADS).epoch()).isEqualTo(expected);
  }

  private Claim claim(Heads heads) throws Exception {
    TakeResult result = get(heads.take(id, get(heads.read(id))));
    assertThat(result).isInstanceOf(TakeResult.Applied.class);
    return ((TakeResult.Applied) result).claim();
  }

  private HeadRow head() throws Exception {
    return get(HEADS.read(id)).orElseThrow();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
  }
}
