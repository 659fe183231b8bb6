package org.yubin.persistence.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.persistence.content.ContentFixture.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.EmailId;

/** What happens to content that is condemned, until it is deleted. */
class CondemnedContentTest {
  private static final Duration GRACE = Duration.ofHours(25);
  private static final Duration REPRIEVE = Duration.ofMinutes(61);
  private static final int SMALL = 100;
  private static final int LARGE = 200_000;

  private static ContentFixture fixture;

  private CollectorWorld world;

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(CondemnedContentTest.class);
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

  @Test
  void copyOfACondemnedMessage_revivesIt() {
    StoredBody body = world.body(LARGE, false);
    EmailId email = world.store(body, world.inbox);
    world.later(GRACE);
    world.collect();
    assertThat(world.copy(email, world.archive)).isTrue();
    world.later(REPRIEVE);
    world.collect();
    world.later(GRACE);
    world.collect();
    assertThat(world.readable(email)).isTrue();
  }

  @Test
  void referenceAddedToACondemnedMessage_isSeenEvenIfTheAdderDied() {
    EmailId email = world.store(SMALL);
    world.later(GRACE);
    world.collect();
    // Written, but its writer never came to read the fate: the second reading finds it.
    fixture
        .session()
        .execute(
            "UPDATE message SET referenced_at = ?, checked_at = 0, expires_at = 0"
                + " WHERE account_id = ? AND email_id = ? AND mailbox_id = ?",
            fixture.nowMicros(),
            world.account.value(),
            email.value(),
            world.archive.value());
    world.happened(world.archive, email);
    world.later(REPRIEVE);
    world.collect();
    assertThat(world.readable(email)).isTrue();
    assertThat(world.collector.counts().revived()).isPositive();
  }

  @Test
  void doomedMessage_refusesReferencesAndIsDeleted() {
    EmailId email = world.append(SMALL);
    fixture
        .session()
        .execute(
            "UPDATE message SET condemned = -1 WHERE account_id = ? AND email_id = ?"
                + " IF condemned = null",
            world.account.value(),
            email.value());
    assertThat(world.copy(email, world.archive)).isFalse();
    world.collect();
    assertThat(world.rowExists(email)).isFalse();
    assertThat(world.copy(email, world.archive)).isFalse();
    assertThat(world.rowExists(email)).as("no rest of the row is left").isFalse();
  }

  @Test
  void rowThatUsesACondemnedBlob_revivesIt() {
    StoredBody body = world.body(LARGE, true);
    world.later(GRACE);
    world.collect();
    EmailId email = world.store(body, world.inbox);
    world.happened(world.inbox, email);
    for (Duration pause : List.of(REPRIEVE, GRACE, REPRIEVE)) {
      world.later(pause);
      world.collect();
    }
    assertThat(world.readable(email)).isTrue();
  }

  @Test
  void holdAfterCondemnation_revivesTheMessage() {
    EmailId email = world.store(SMALL);
    world.later(GRACE);
    world.collect();
    world.onHold = true;
    world.later(REPRIEVE);
    world.collect();
    world.later(GRACE);
    world.collect();
    assertThat(world.readable(email)).isTrue();
  }
}
