package org.yubin.mailbox.entity;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Owner;
import org.yubin.entity.Resident;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;

/** A mailbox whose owner is in this process. Reads of it need no message. Thread safe. */
record ResidentMailbox(
    ActorRef<EntityMessage> gate, Owner<MailboxState, ?, ?> owner, RecentMark recent)
    implements Resident<MailboxState> {
  /** The mailbox as SELECT shows it; empty: ask the gate. */
  CompletionStage<Optional<Result<Opened>>> open(boolean readOnly) {
    return read((state, mark) -> opened(state, mark, readOnly));
  }

  /** Records of messages, few of them; empty: ask the gate. */
  CompletionStage<Optional<Result<RecordPage>>> records(UidSet uids) {
    return read((state, mark) -> state.records(uids));
  }

  /** The counters; empty: ask the gate. */
  CompletionStage<Optional<Result<MailboxStatus>>> status() {
    return read(ResidentMailbox::status);
  }

  static Opened opened(MailboxState state, RecentMark mark, boolean readOnly) {
    Opened opened = state.opened(readOnly);
    return opened.withRecent(
        readOnly ? mark.unclaimed(opened.uids()) : mark.claim(state, opened.uids()));
  }

  static MailboxStatus status(MailboxState state, RecentMark mark) {
    return state.status().withRecent(mark.unclaimed(state.messages().uids()).size());
  }

  private <T> CompletionStage<Optional<Result<T>>> read(
      BiFunction<MailboxState, RecentMark, T> reader) {
    return owner
        .readNow()
        .thenApply(
            read ->
                read.filter(MailboxState::isLive)
                    .map(
                        state ->
                            new Result.Ok<>(
                                reader.apply(state, recent), state.at(), state.highestModSeq())));
  }
}
