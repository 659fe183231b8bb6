package org.yubin.persistence.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.persistence.content.ContentFixture.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * Random commands while the collector runs beside them: what a mailbox holds can always be read.
 */
class CollectorRandomTest {
  private static final int COMMANDS = 150;

  private static ContentFixture fixture;

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(CollectorRandomTest.class);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void whatIsHeldStays_whatIsNotHeldGoes() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CollectorRandomTest seed " + seed);
    Random random = new Random(seed);
    CollectorWorld world = new CollectorWorld(fixture);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> collecting =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                await(world.collector.step());
              }
            });
    List<EmailId> all = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      command(world, random, all);
      if (random.nextInt(4) == 0) {
        world.later(Duration.ofHours(random.nextInt(20 * 24)));
      }
    }
    over.set(true);
    collecting.get();
    Set<EmailId> held = new HashSet<>();
    world.mailboxes.values().forEach(held::addAll);
    assertThat(held).as("seed %d", seed).isNotEmpty().allMatch(world::readable);

    for (int i = 0; i < 4; i++) {
      world.later(Duration.ofDays(31));
      world.collect();
    }
    assertThat(held).as("seed %d", seed).allMatch(world::readable);
    all.removeAll(held);
    assertThat(all).as("seed %d", seed).isNotEmpty().noneMatch(world::rowExists);
    await(world.collector.release());
  }

  private static void command(CollectorWorld world, Random random, List<EmailId> all) {
    MailboxId from = random.nextBoolean() ? world.inbox : world.archive;
    MailboxId to = from.equals(world.inbox) ? world.archive : world.inbox;
    int what = random.nextInt(10);
    if (all.isEmpty() || what < 3) {
      all.add(world.append(random.nextInt(5) == 0 ? 40_000 : 50));
    } else if (what == 3) {
      all.add(world.store(random.nextBoolean() ? 40_000 : 50)); // its event never comes
    } else {
      EmailId email = all.get(random.nextInt(all.size()));
      boolean there = world.mailboxes.getOrDefault(from, Set.of()).contains(email);
      if (there && what < 6) {
        assertThat(world.copy(email, to)).as("copy of what is held").isTrue();
      } else if (there && what < 8) {
        assertThat(world.copy(email, to)).as("move of what is held").isTrue();
        world.expunge(from, email);
      } else if (there) {
        world.expunge(from, email);
      }
    }
  }
}
