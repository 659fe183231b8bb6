package org.yubin.persistence.collect;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.yubin.persistence.content.DueWork;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.EmailId;

/** Works through the hours of {@link DueWork}, oldest first. */
final class DueWalk {
  private static final String TASK = "due";
  private static final long FIRST_HOURS_BACK = 48;
  private static final int HOURS_TOGETHER = 24;
  private static final int MAX_LOOKS = 32;
  private static final int LANES = 8;
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration POSTPONED = Duration.ofHours(1);

  private final CollectorSettings settings;
  private final CollectorState state;
  private final Clock clock;
  private final DueWork due;
  private final ReferenceJudge judge;
  private final MessageReaper messages;
  private final BlobReaper blobs;
  private final Prepared reference;
  private volatile long notBefore;

  DueWalk(
      Cql cql,
      CollectorSettings settings,
      CollectorState state,
      Clock clock,
      ReferenceJudge judge,
      MessageReaper messages,
      BlobReaper blobs) {
    this.settings = settings;
    this.state = state;
    this.clock = clock;
    this.due = new DueWork(cql);
    this.judge = judge;
    this.messages = messages;
    this.blobs = blobs;
    reference =
        cql.plain(
            "SELECT %s FROM message WHERE account_id = ? AND email_id = ? AND mailbox_id = ?"
                .formatted(Reference.COLUMNS));
  }

  /** Handles some items that are due, or moves on over hours that are done. */
  CompletionStage<Void> step() {
    long now = now();
    if (now < notBefore) {
      return CompletableFuture.completedFuture(null);
    }
    return state
        .position(TASK, DueWork.hourOf(now) - FIRST_HOURS_BACK)
        .thenCompose(hour -> walk(hour, now, MAX_LOOKS));
  }

  private CompletionStage<Void> walk(long hour, long now, int looksLeft) {
    long current = DueWork.hourOf(now);
    long last = Math.min(hour + HOURS_TOGETHER - 1, current);
    return due.due(LongStream.rangeClosed(hour, last).boxed().toList(), now, settings.items())
        .thenCompose(
            items -> {
              if (!items.isEmpty()) {
                return handle(items);
              }
              // An hour is left behind only when nobody writes into it any more.
              long next = Math.min(last + 1, current - 1);
              if (next <= hour) {
                notBefore = now + CollectorSettings.micros(PAUSE);
                return CompletableFuture.completedFuture(null);
              }
              CompletionStage<Void> noted = state.setPosition(TASK, next);
              return looksLeft == 0
                  ? noted
                  : noted.thenCompose(done -> walk(next, now, looksLeft - 1));
            });
  }

  private CompletionStage<Void> handle(List<DueWork.Item> items) {
    List<DueWork.Item> references = new ArrayList<>();
    List<DueWork.Item> others = new ArrayList<>();
    for (DueWork.Item item : items) {
      (item.kind() == DueWork.Kind.REFERENCE ? references : others).add(item);
    }
    return Lanes.forEach(others, LANES, this::finish)
        .thenCompose(done -> Lanes.map(references, LANES, this::reference))
        .thenCompose(
            rows ->
                judge.judge(
                    rows.stream()
                        .flatMap(Optional::stream)
                        .map(Reference::of)
                        // Referred to anew, or expunged anew with an item of its own.
                        .filter(seen -> seen.expiresAt() > 0 && seen.expiresAt() <= now())
                        .toList()))
        .thenCompose(this::postpone)
        .thenCompose(postponed -> Lanes.forEach(items, LANES, due::remove));
  }

  private CompletionStage<Void> finish(DueWork.Item item) {
    return switch (item.kind()) {
      case MESSAGE -> messages.finish(new AccountId(item.first()), new EmailId(item.second()));
      case BLOB -> blobs.finish(new BlobId(item.first()));
      case REFERENCE -> throw new IllegalArgumentException("item: " + item);
    };
  }

  private CompletionStage<Optional<Row>> reference(DueWork.Item item) {
    return reference.one(item.first(), item.second(), item.third());
  }

  private CompletionStage<Void> postpone(List<Reference> undecided) {
    long later = now() + CollectorSettings.micros(POSTPONED);
    return Lanes.forEach(
        undecided,
        LANES,
        one ->
            due.add(
                new DueWork.Item(
                    later,
                    DueWork.Kind.REFERENCE,
                    one.account().value(),
                    one.email().value(),
                    one.mailbox().value())));
  }

  private long now() {
    return CollectorSettings.micros(clock.instant());
  }
}
