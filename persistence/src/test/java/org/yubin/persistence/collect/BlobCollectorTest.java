package org.yubin.persistence.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.persistence.collect.CollectorWorld.IDS;
import static org.yubin.persistence.content.ContentFixture.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.content.BlobWriter;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.EmailId;

class BlobCollectorTest {
  private static final Duration GRACE = Duration.ofHours(25);
  private static final Duration REPRIEVE = Duration.ofMinutes(61);
  private static final Duration RETENTION = Duration.ofDays(30).plusHours(1);
  private static final int SMALL = 100;
  private static final int LARGE = 200_000;

  private static ContentFixture fixture;

  private CollectorWorld world;

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(BlobCollectorTest.class);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @BeforeEach
  void begin() {
    world = new CollectorWorld(fixture);
  }

  @AfterEach
  void end() {
    await(world.collector.release());
  }

  private static BlobId blobOf(StoredBody body) {
    return ((StoredBody.InBlob) body).blob();
  }

  @Test
  void contentThatAMailboxHolds_isNeverDeleted() {
    EmailId small = world.append(SMALL);
    EmailId large = world.append(LARGE);
    for (Duration pause :
        List.of(Duration.ZERO, GRACE, REPRIEVE, RETENTION, Duration.ofDays(400))) {
      world.later(pause);
      world.collect();
      assertThat(world.readable(small)).isTrue();
      assertThat(world.readable(large)).isTrue();
    }
  }

  @Test
  void rowWhoseEventNeverCame_goesAfterTheGrace() {
    EmailId small = world.store(SMALL);
    StoredBody body = world.body(LARGE, false);
    EmailId large = world.store(body, world.inbox);
    world.later(Duration.ofHours(23));
    world.collect();
    assertThat(world.readable(small)).isTrue();
    assertThat(world.readable(large)).isTrue();

    world.later(Duration.ofHours(2));
    world.collect();
    assertThat(world.rowExists(small)).as("condemned, not yet deleted").isTrue();
    world.later(REPRIEVE);
    world.collect();
    assertThat(world.rowExists(small)).isFalse();
    assertThat(world.rowExists(large)).isFalse();
    assertThat(world.blobExists(blobOf(body))).as("condemned, not yet deleted").isTrue();
    world.later(REPRIEVE);
    world.collect();
    assertThat(world.blobExists(blobOf(body))).isFalse();
  }

  @Test
  void blobWithoutARow_goesAfterTheGrace() {
    BlobId finished = blobOf(world.body(LARGE, true));
    BlobId broken = IDS.newBlobId();
    BlobWriter writer = world.blobs.create(broken);
    await(writer.write(ByteBuffer.wrap(new byte[70 * 128 * 1024])));
    // A use that was noted, but whose row was never written.
    StoredBody noted = world.body(LARGE, true);
    fixture
        .session()
        .execute(
            "INSERT INTO blob_reference (blob_id, account_id, email_id, referenced_at)"
                + " VALUES (?, ?, ?, ?)",
            blobOf(noted).value(),
            world.account.value(),
            IDS.next(),
            fixture.nowMicros());
    world.later(Duration.ofHours(23));
    world.collect();
    assertThat(world.blobExists(finished)).isTrue();

    world.later(Duration.ofHours(2));
    world.collect();
    world.later(REPRIEVE);
    world.collect();
    for (BlobId blob : List.of(finished, broken, blobOf(noted))) {
      assertThat(world.blobExists(blob)).isFalse();
    }
  }

  @Test
  void expungedContent_staysForTheRetention() {
    StoredBody body = world.body(LARGE, false);
    EmailId large = world.store(body, world.inbox);
    world.happened(world.inbox, large);
    EmailId small = world.append(SMALL);
    world.later(GRACE);
    world.collect();
    world.expunge(world.inbox, small);
    world.expunge(world.inbox, large);
    world.later(Duration.ofDays(29));
    world.collect();
    assertThat(world.readable(small)).isTrue();
    assertThat(world.readable(large)).isTrue();

    world.later(Duration.ofDays(1).plusHours(1));
    world.collect();
    world.later(REPRIEVE);
    world.collect();
    assertThat(world.rowExists(small)).isFalse();
    assertThat(world.rowExists(large)).isFalse();
    world.later(REPRIEVE);
    world.collect();
    assertThat(world.blobExists(blobOf(body))).isFalse();
  }

  @Test
  void expiredReferenceThatTheMailboxHolds_isConfirmedInstead() {
    EmailId email = world.append(SMALL);
    await(
        world.store.expire(world.account, world.inbox, List.of(email), fixture.clock().instant()));
    world.later(RETENTION);
    world.collect();
    world.later(Duration.ofDays(3));
    world.collect();
    assertThat(world.readable(email)).isTrue();
    // And it can be expunged once more.
    world.expunge(world.inbox, email);
    world.later(RETENTION);
    world.collect();
    world.later(REPRIEVE);
    world.collect();
    assertThat(world.rowExists(email)).isFalse();
  }

  @Test
  void referenceWrittenWhileItsMailboxIsAsked_survives() {
    EmailId email = world.store(SMALL);
    world.later(GRACE);
    world.whileAsked =
        () -> {
          world.whileAsked = () -> {};
          assertThat(world.copy(email, world.inbox)).isTrue();
        };
    world.collect();
    for (Duration pause : List.of(REPRIEVE, GRACE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.readable(email)).isTrue();
  }

  @Test
  void sharedBlob_staysUntilItsLastReferenceGoes() {
    StoredBody body = world.body(SMALL, true);
    EmailId first = world.store(body, world.inbox);
    EmailId second = world.store(body, world.archive);
    world.happened(world.inbox, first);
    world.happened(world.archive, second);
    world.expunge(world.inbox, first);
    for (Duration pause : List.of(RETENTION, REPRIEVE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.rowExists(first)).isFalse();
    assertThat(world.readable(second)).isTrue();

    world.expunge(world.archive, second);
    for (Duration pause : List.of(RETENTION, REPRIEVE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.blobExists(blobOf(body))).isFalse();
  }

  @Test
  void copyKeepsContent_afterItsSourceIsExpunged() {
    EmailId email = world.append(LARGE);
    assertThat(world.copy(email, world.archive)).isTrue();
    world.expunge(world.inbox, email);
    for (Duration pause : List.of(RETENTION, REPRIEVE, RETENTION)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.readable(email)).isTrue();
  }

  @Test
  void accountOnHold_losesNothingUntilTheHoldEnds() {
    EmailId email = world.append(SMALL);
    world.expunge(world.inbox, email);
    world.onHold = true;
    for (Duration pause : List.of(RETENTION, REPRIEVE, RETENTION)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.readable(email)).isTrue();

    world.onHold = false;
    for (Duration pause : List.of(REPRIEVE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.rowExists(email)).isFalse();
  }

  @Test
  void expungeThatNobodyNoted_getsTheRetentionFromItsDiscovery() {
    EmailId email = world.append(SMALL);
    world.later(GRACE);
    world.collect();
    world.mailboxes.remove(world.inbox);
    world.later(RETENTION);
    world.collect();
    world.later(Duration.ofDays(29));
    world.collect();
    assertThat(world.readable(email)).isTrue();
    for (Duration pause : List.of(Duration.ofDays(2), REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.rowExists(email)).isFalse();
  }

  @Test
  void mailboxThatDoesNotAnswer_keepsEverything() {
    EmailId orphan = world.store(SMALL);
    EmailId expunged = world.append(SMALL);
    world.expunge(world.inbox, expunged);
    world.answering = false;
    for (Duration pause : List.of(RETENTION, REPRIEVE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.readable(orphan)).isTrue();
    assertThat(world.readable(expunged)).isTrue();
    assertThat(world.collector.counts().undecided()).isPositive();

    world.answering = true;
    for (Duration pause : List.of(REPRIEVE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.rowExists(orphan)).isFalse();
    assertThat(world.rowExists(expunged)).isFalse();
  }

  @Test
  void smallSteps_comeAroundAndAreResumedByAnotherNode() {
    List<EmailId> orphans = new ArrayList<>();
    List<EmailId> kept = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      orphans.add(world.store(SMALL));
      kept.add(world.append(SMALL));
      assertThat(world.copy(kept.get(i), world.archive)).isTrue();
    }
    CollectorSettings tiny =
        new CollectorSettings(
            Duration.ofHours(24),
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(30),
            3,
            4);
    for (Duration pause : List.of(GRACE, REPRIEVE, REPRIEVE)) {
      world.later(pause);
      world.collector = world.collector(tiny);
      await(world.collector.step());
      await(world.collector.release());
      world.collector = world.collector(tiny);
      world.collect();
      await(world.collector.release());
    }
    assertThat(orphans).noneMatch(world::rowExists);
    assertThat(kept).allMatch(world::readable);
  }

  @Test
  void referenceToARowThatNeverWas_isRemoved() {
    EmailId email = IDS.newEmailId();
    // An expunge that came after the row had gone leaves only a time.
    world.expunge(world.inbox, email);
    assertThat(world.rowExists(email)).isTrue();
    for (Duration pause : List.of(RETENTION, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.rowExists(email)).isFalse();
  }

  @Test
  void oneNodeCollectsAtATime() {
    BlobCollector other = world.collector(CollectorWorld.SETTINGS);
    assertThat(await(world.collector.step())).isTrue();
    assertThat(await(other.step())).isFalse();
    assertThat(await(world.collector.step())).isTrue();
    await(world.collector.release());
    assertThat(await(other.step())).isTrue();
    assertThat(await(world.collector.step())).isFalse();
    await(other.release());
  }
}
