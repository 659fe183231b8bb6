package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Messages came in under UIDs that they had before.
 *
 * @param newKeywords what the keyword table grew by, in the order of their numbers
 * @param messages ascending by UID
 */
public record MessagesRestored(
    Stamp stamp, UidValidity uidValidity, List<String> newKeywords, List<Row> messages)
    implements MailboxEvent {
  public MessagesRestored {
    newKeywords = List.copyOf(newKeywords);
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("restored messages: none (expected: at least 1)");
    }
  }

  /** One of them, as the mailbox keeps it. */
  public record Row(Uid uid, ModSeq modSeq, long saveDateEpochSecond, ArrivedMessage message) {}

  static List<Row> rows(List<RestoredMessage> asked, List<ArrivedMessage> numbered, Stamp stamp) {
    List<Row> rows = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      RestoredMessage each = asked.get(i);
      rows.add(
          new Row(
              each.uid(),
              each.modSeq().equals(ModSeq.ZERO) ? stamp.modSeq() : each.modSeq(),
              each.saveDateEpochSecond(),
              numbered.get(i)));
    }
    return rows;
  }

  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.withRestored(newKeywords, messages);
  }

  @Override
  public MailboxReply reply() {
    RoaringBitmap uids = new RoaringBitmap();
    messages.forEach(row -> uids.add((int) row.uid().value()));
    uids.runOptimize();
    return new MailboxReply.Appended(uidValidity, UidSet.owning(uids));
  }
}
