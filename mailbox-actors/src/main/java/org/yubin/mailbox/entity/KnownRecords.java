package org.yubin.mailbox.entity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/**
 * Records of messages lately asked for on this node, for the sake of what never changes in them. A
 * UID stands for one message for ever, so nothing here becomes wrong; it only gets old. Thread
 * safe.
 */
final class KnownRecords {
  /** Some 10 MB. */
  private static final int MOST = 50_000;

  /** Up to so many messages, their neighbours are asked for, too: who reads one reads more. */
  private static final int FEW = 4;

  private static final int NEIGHBOURS = 128;

  private record Key(MailboxId mailbox, long uid) {}

  private final Cache<Key, MessageRecord> records =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  /** All of them, if all are known; the caller bounds how many. */
  Optional<RecordPage> page(MailboxId mailbox, UidSet uids) {
    List<MessageRecord> found = new ArrayList<>((int) uids.size());
    for (long uid = uids.nextFrom(0); uid >= 0; uid = uids.nextFrom(uid + 1)) {
      MessageRecord known = records.getIfPresent(new Key(mailbox, uid));
      if (known == null) {
        return Optional.empty();
      }
      found.add(known);
    }
    return Optional.of(new RecordPage(found, UidSet.EMPTY, KeywordTable.EMPTY, Position.START));
  }

  /** What to ask the owner for when these are wanted. */
  static UidSet around(UidSet uids) {
    if (uids.size() > FEW) {
      return uids;
    }
    UidSet[] more = {uids};
    uids.forEach(
        uid -> {
          long first = uid - uid % NEIGHBOURS;
          more[0] = more[0].or(UidSet.range(Math.max(1, first), first + NEIGHBOURS - 1));
        });
    return more[0];
  }

  /** Remembers an answer, and cuts it down to what was wanted. */
  RecordPage keep(MailboxId mailbox, RecordPage answer, UidSet wanted) {
    List<MessageRecord> chosen = new ArrayList<>();
    for (MessageRecord one : answer.records()) {
      records.put(new Key(mailbox, one.uid().value()), one);
      if (wanted.contains(one.uid().value())) {
        chosen.add(one);
      }
    }
    return new RecordPage(chosen, wanted.and(answer.rest()), answer.keywords(), answer.at());
  }
}
