package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mailbox at a point of its log. Immutable, and shared by readers, views and snapshots without
 * copying: what changes is copied in pages.
 *
 * @param tip where its log ends
 * @param origin empty before the first event: then there is no mailbox
 * @param deleted a tombstone: the mailbox is gone, its id is never used again
 * @param uidNext the lowest UID that was never given
 * @param highestModSeq 0 without a mailbox, else 1 or more
 * @param moves those out of it that have begun and not ended, in order
 * @param arrived those into it that their sources have not settled
 */
public record MailboxState(
    LogTip tip,
    Optional<Origin> origin,
    boolean deleted,
    Uid uidNext,
    ModSeq highestModSeq,
    KeywordTable keywords,
    Messages messages,
    ModSeqIndex index,
    RequestMemory requests,
    List<OpenMove> moves,
    ArrivedMoves arrived) {
  /** Before the first event. */
  public static final MailboxState EMPTY =
      new MailboxState(
          LogTip.START,
          Optional.empty(),
          false,
          Uid.FIRST,
          ModSeq.ZERO,
          KeywordTable.EMPTY,
          Messages.EMPTY,
          ModSeqIndex.EMPTY,
          RequestMemory.EMPTY,
          List.of(),
          ArrivedMoves.NONE);

  public MailboxState {
    moves = List.copyOf(moves);
  }

  /** Whether there is a mailbox: made, and not deleted. */
  public boolean isLive() {
    return origin.isPresent() && !deleted;
  }

  public Position at() {
    return tip.at();
  }

  /** UIDVALIDITY of a mailbox that has been made. */
  public UidValidity uidValidity() {
    return origin.orElseThrow(() -> new IllegalStateException("mailbox: not made")).uidValidity();
  }

  /** What the next command that changes messages gets. */
  public ModSeq nextModSeq() {
    return highestModSeq.next();
  }

  /** Decides a command on this state: pure, changes nothing. A retry is answered from memory. */
  public Decision decide(MailboxCommand command, Cause cause, DecisionTime now) {
    Optional<MailboxReply> before = command.remembered(this, cause);
    if (before.isPresent()) {
      return Decision.answer(before.get());
    }
    if (!isLive() && !command.needsNoMailbox()) {
      return Decision.refuse(Refusal.NONEXISTENT, "no such mailbox");
    }
    return command.decide(this, cause, now.notBefore(tip.timeMicros()));
  }

  /**
   * The state after an event.
   *
   * @param newTip where the log ends with it
   */
  public MailboxState apply(MailboxEvent event, LogTip newTip) {
    MailboxState next = event.applyTo(this);
    Stamp stamp = event.stamp();
    ModSeqIndex indexed = next.index;
    if (stamp.modSeq().compareTo(highestModSeq) > 0) {
      indexed =
          indexed.plus(
              new ModSeqIndex.Entry(
                  stamp.modSeq().value(),
                  newTip.at().sequence(),
                  next.uidNext.value(),
                  event.expunged()));
    }
    RequestMemory remembered =
        next.requests.plus(
            new RequestMemory.Remembered(event.request(), stamp.timeMicros(), event.reply()));
    return new MailboxState(
        newTip,
        next.origin,
        next.deleted,
        next.uidNext,
        stamp.modSeq(),
        next.keywords,
        next.messages,
        indexed,
        remembered,
        next.moves,
        next.arrived);
  }

  /** The UIDs that open moves hold. */
  public UidSet held() {
    UidSet all = UidSet.EMPTY;
    for (OpenMove move : moves) {
      all = all.or(move.uids());
    }
    return all;
  }

  public Optional<OpenMove> openMove(RequestId move) {
    return moves.stream().filter(open -> open.move().equals(move)).findFirst();
  }

  MailboxState with(Messages changed) {
    return with(uidNext, keywords, changed, moves);
  }

  MailboxState with(KeywordTable table, Messages changed) {
    return with(uidNext, table, changed, moves);
  }

  MailboxState with(List<OpenMove> open) {
    return with(uidNext, keywords, messages, open);
  }

  MailboxState with(ArrivedMoves marks) {
    return new MailboxState(
        tip,
        origin,
        deleted,
        uidNext,
        highestModSeq,
        keywords,
        messages,
        index,
        requests,
        moves,
        marks);
  }

  MailboxState withoutMove(RequestId move) {
    List<OpenMove> left = new ArrayList<>(moves);
    left.removeIf(open -> open.move().equals(move));
    return with(left);
  }

  /** This state with messages behind the others. */
  MailboxState withArrived(
      Stamp stamp, Uid first, List<String> newKeywords, List<ArrivedMessage> arrived) {
    if (first.compareTo(uidNext) < 0) {
      throw new IllegalStateException(
          "uid " + first + ": given before (expected: >= " + uidNext + ")");
    }
    return with(
        new Uid(first.value() + arrived.size()),
        keywords.plus(newKeywords),
        messages.plus(first, arrived, stamp.modSeq(), stamp.timeMicros() / 1_000_000),
        moves);
  }

  /** This state with messages behind the others, which keep what they had elsewhere. */
  MailboxState withRestored(List<String> newKeywords, List<MessagesRestored.Row> restored) {
    MessagesRestored.Row last = restored.get(restored.size() - 1);
    if (restored.get(0).uid().compareTo(uidNext) < 0) {
      throw new IllegalStateException(
          "uid " + restored.get(0).uid() + ": given before (expected: >= " + uidNext + ")");
    }
    return with(
        new Uid(last.uid().value() + 1),
        keywords.plus(newKeywords),
        messages.plus(restored),
        moves);
  }

  /** This state with another account of how its messages came and went. */
  MailboxState withHistory(Uid next, ModSeqIndex history) {
    return new MailboxState(
        tip,
        origin,
        deleted,
        next,
        highestModSeq,
        keywords,
        messages,
        history,
        requests,
        moves,
        arrived);
  }

  MailboxState withOrigin(Optional<Origin> made) {
    return new MailboxState(
        tip,
        made,
        deleted,
        uidNext,
        highestModSeq,
        keywords,
        messages,
        index,
        requests,
        moves,
        arrived);
  }

  /**
   * The tombstone: no messages, nothing held; what was given is never given again, and a move that
   * had arrived stays so.
   */
  MailboxState tombstone() {
    return new MailboxState(
        tip,
        origin,
        true,
        uidNext,
        highestModSeq,
        KeywordTable.EMPTY,
        Messages.EMPTY,
        ModSeqIndex.EMPTY,
        requests,
        List.of(),
        arrived);
  }

  private MailboxState with(Uid next, KeywordTable table, Messages changed, List<OpenMove> open) {
    return new MailboxState(
        tip, origin, deleted, next, highestModSeq, table, changed, index, requests, open, arrived);
  }

  /** The counters, \Recent left at 0. */
  public MailboxStatus status() {
    return new MailboxStatus(
        messages.size(),
        messages.unseen(),
        messages.deleted(),
        0,
        uidNext,
        uidValidity(),
        highestModSeq,
        messages.sizeOctets());
  }

  /** The mailbox as SELECT shows it, nothing \Recent. */
  public Opened opened(boolean readOnly) {
    return new Opened(
        at(),
        uidValidity(),
        uidNext,
        highestModSeq,
        messages.uids(),
        keywords,
        messages.firstUnseen(),
        UidSet.EMPTY,
        readOnly);
  }

  /** What happened after a mod-sequence, however old; nothing \Recent. */
  public Changes changesSince(ModSeq from) {
    long uidNextThen = index.uidNextAt(from);
    boolean nothing = from.compareTo(highestModSeq) >= 0;
    UidSet touched = nothing ? UidSet.EMPTY : messages.changedSince(from);
    UidSet appended = touched.from(uidNextThen);
    return new Changes(
        from,
        highestModSeq,
        at(),
        uidNext,
        appended,
        touched.andNot(appended),
        nothing ? UidSet.EMPTY : index.expungedSince(from),
        keywords,
        UidSet.EMPTY);
  }

  /**
   * The records of some messages, as many as a page holds; UIDs that are not there are passed over.
   */
  public RecordPage records(UidSet uids) {
    List<MessageRecord> found = messages.records(uids, RecordPage.MAX_RECORDS + 1);
    if (found.size() <= RecordPage.MAX_RECORDS) {
      return new RecordPage(found, UidSet.EMPTY, keywords, at());
    }
    UidSet rest = uids.from(found.get(RecordPage.MAX_RECORDS).uid().value());
    return new RecordPage(found.subList(0, RecordPage.MAX_RECORDS), rest, keywords, at());
  }
}
