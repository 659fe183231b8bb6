package org.yubin.persistence.collect;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.content.DueWork;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * Decides on doubtful references by asking the mailboxes themselves; what they hold is confirmed,
 * whatever the tables say. A reference that was never confirmed, or whose time is over, is removed;
 * one that was confirmed before and has been lost without a word gets the retention from now.
 */
final class ReferenceJudge {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceJudge.class);
  private static final int MAILBOX_LANES = 4;
  private static final int WRITE_LANES = 16;

  private record Holder(AccountId account, MailboxId mailbox) {}

  private final CollectorSettings settings;
  private final ReferenceCheck check;
  private final RetentionHold hold;
  private final CollectorCounts counts;
  private final Clock clock;
  private final DueWork due;
  private final MessageReaper messages;
  private final Prepared confirm;
  private final Prepared expire;
  private final Prepared remove;

  ReferenceJudge(
      Cql cql,
      CollectorSettings settings,
      ReferenceCheck check,
      RetentionHold hold,
      CollectorCounts counts,
      Clock clock,
      MessageReaper messages) {
    this.settings = settings;
    this.check = check;
    this.hold = hold;
    this.counts = counts;
    this.clock = clock;
    this.due = new DueWork(cql);
    this.messages = messages;
    String one = " WHERE account_id = ? AND email_id = ? AND mailbox_id = ?";
    confirm =
        cql.plain("UPDATE message USING TIMESTAMP ? SET checked_at = ?, expires_at = 0" + one);
    expire = cql.plain("UPDATE message USING TIMESTAMP ? SET expires_at = ?" + one);
    remove = cql.plain("DELETE FROM message USING TIMESTAMP ?" + one);
  }

  /** Judges all; the answer holds those that could not be decided now. */
  CompletionStage<List<Reference>> judge(List<Reference> doubtful) {
    Map<Holder, List<Reference>> holders = new LinkedHashMap<>();
    for (Reference reference : doubtful) {
      holders
          .computeIfAbsent(
              new Holder(reference.account(), reference.mailbox()), none -> new ArrayList<>())
          .add(reference);
    }
    return Lanes.map(List.copyOf(holders.values()), MAILBOX_LANES, this::judgeMailbox)
        .thenApply(undecided -> undecided.stream().flatMap(List::stream).toList());
  }

  private CompletionStage<List<Reference>> judgeMailbox(List<Reference> references) {
    Reference first = references.get(0);
    List<EmailId> emails = references.stream().map(Reference::email).toList();
    return held(first.account(), hold, clock.instant().toString())
        .thenCompose(
            held ->
                held
                    ? undecided(references)
                    : check
                        .holds(first.account(), first.mailbox(), emails)
                        .handle(
                            (inMailbox, failure) ->
                                failure == null
                                    ? carryOut(references, inMailbox)
                                    : unanswered(references, failure))
                        .thenCompose(done -> done));
  }

  /** A hold that cannot be read is a hold. */
  static CompletionStage<Boolean> held(AccountId account, RetentionHold hold, String now) {
    return hold.holds(account)
        .exceptionally(
            failure -> {
              LOG.atWarn()
                  .addKeyValue("account", account)
                  .log("hold unknown at {}: {}", now, failure.toString());
              return true;
            });
  }

  private CompletionStage<List<Reference>> unanswered(
      List<Reference> references, Throwable failure) {
    Reference first = references.get(0);
    LOG.atWarn()
        .addKeyValue("account", first.account())
        .addKeyValue("mailbox", first.mailbox())
        .log("{} references not judged: {}", references.size(), failure.toString());
    return undecided(references);
  }

  private CompletionStage<List<Reference>> undecided(List<Reference> references) {
    counts.undecided.add(references.size());
    return CompletableFuture.completedFuture(references);
  }

  private CompletionStage<List<Reference>> carryOut(
      List<Reference> references, Set<EmailId> inMailbox) {
    return Lanes.forEach(
            references,
            WRITE_LANES,
            reference ->
                inMailbox.contains(reference.email()) ? confirm(reference) : lose(reference))
        .thenApply(done -> List.of());
  }

  private CompletionStage<Void> confirm(Reference seen) {
    return confirm.write(
        seen.newestWrite() + 1,
        now(),
        seen.account().value(),
        seen.email().value(),
        seen.mailbox().value());
  }

  private CompletionStage<Void> lose(Reference seen) {
    return seen.confirmed() ? startRetention(seen) : remove(seen);
  }

  private CompletionStage<Void> startRetention(Reference seen) {
    long at = now() + CollectorSettings.micros(settings.retention());
    return expire
        .write(
            seen.newestWrite() + 1,
            at,
            seen.account().value(),
            seen.email().value(),
            seen.mailbox().value())
        .thenCompose(
            done ->
                due.add(
                    new DueWork.Item(
                        at,
                        DueWork.Kind.REFERENCE,
                        seen.account().value(),
                        seen.email().value(),
                        seen.mailbox().value())));
  }

  private CompletionStage<Void> remove(Reference seen) {
    return remove
        .write(
            seen.newestWrite(),
            seen.account().value(),
            seen.email().value(),
            seen.mailbox().value())
        .thenCompose(
            done -> {
              counts.referencesRemoved.increment();
              return messages.settle(seen.account(), seen.email());
            });
  }

  private long now() {
    return CollectorSettings.micros(clock.instant());
  }
}
