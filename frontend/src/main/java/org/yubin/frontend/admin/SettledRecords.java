package org.yubin.frontend.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/**
 * All records of a mailbox as they stood at one mod-sequence, though they are read page by page
 * while the mailbox goes on: what changes meanwhile is read again, until nothing has. Some 150
 * octets a message are held; bodies never change, so they may be read later.
 */
final class SettledRecords {
  /** Rounds of catching up before a mailbox counts as too busy. */
  private static final int MAX_ROUNDS = 100;

  private final Services services;
  private final MailboxId mailbox;
  private final TreeMap<Long, MessageRecord> records = new TreeMap<>();
  private KeywordTable keywords = KeywordTable.EMPTY;
  private UidSet rest = UidSet.EMPTY;
  private Uid uidNext = Uid.FIRST;
  private ModSeq highest = ModSeq.ZERO;

  SettledRecords(Services services, MailboxId mailbox) {
    this.services = services;
    this.mailbox = mailbox;
  }

  /**
   * A mailbox at one mod-sequence.
   *
   * @param records ascending by UID; their flags are numbers of {@code keywords}
   */
  record Settled(
      MailboxId id,
      UidValidity uidValidity,
      Uid uidNext,
      ModSeq highestModSeq,
      KeywordTable keywords,
      List<MessageRecord> records) {}

  /**
   * Reads them.
   *
   * @return fails with {@link RefusedException} if the mailbox is gone, or never comes to rest
   */
  CompletionStage<Settled> read() {
    return services
        .mailboxes()
        .open(mailbox, true)
        .thenApply(RefusedException::value)
        .thenCompose(
            opened -> {
              uidNext = opened.uidNext();
              highest = opened.highestModSeq();
              keywords = opened.keywords();
              rest = opened.uids();
              return pages()
                  .thenCompose(read -> settle(MAX_ROUNDS))
                  .thenApply(done -> settled(opened));
            });
  }

  private Settled settled(Opened opened) {
    return new Settled(
        mailbox,
        opened.uidValidity(),
        uidNext,
        highest,
        keywords,
        new ArrayList<>(records.values()));
  }

  private CompletionStage<Void> settle(int rounds) {
    return services
        .mailboxes()
        .changesSince(mailbox, highest)
        .thenApply(RefusedException::value)
        .thenCompose(
            changes -> {
              if (changes.to().equals(highest)) {
                return CompletableFuture.completedStage(null);
              }
              if (rounds == 0) {
                return CompletableFuture.failedStage(
                    new RefusedException(
                        new Result.Refused<>(
                            Refusal.IN_USE, "the mailbox changes all the time; try again")));
              }
              catchUp(changes);
              return pages().thenCompose(read -> settle(rounds - 1));
            });
  }

  private void catchUp(Changes changes) {
    highest = changes.to();
    uidNext = changes.uidNext();
    keywords = changes.keywords();
    changes.vanished().forEach(records::remove);
    rest = changes.appended().or(changes.changed());
  }

  private CompletionStage<Void> pages() {
    return Steps.whileTrue(
        services.scan(),
        () ->
            rest.isEmpty()
                ? CompletableFuture.completedStage(false)
                : services
                    .mailboxes()
                    .records(mailbox, rest)
                    .thenApply(RefusedException::value)
                    .thenApply(this::page));
  }

  private boolean page(RecordPage page) {
    rest.andNot(page.rest()).forEach(records::remove);
    page.records().forEach(record -> records.put(record.uid().value(), record));
    keywords = page.keywords().size() >= keywords.size() ? page.keywords() : keywords;
    rest = page.rest();
    return true;
  }
}
