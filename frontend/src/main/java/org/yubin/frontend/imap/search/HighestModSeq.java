package org.yubin.frontend.imap.search;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;

/**
 * The highest mod-sequence of some messages of the selected mailbox (RFC 7162 §3.1.6), however many
 * they are, without reading one of them.
 *
 * <p>The mailbox says cheaply which messages have changed since a mod-sequence. The highest is the
 * one since which none of these has changed, and since the one before it one has. It is looked for
 * backwards from the present in steps that double, then by halving: usually the last change or so
 * touched one of them, and the first question finds it. Confined to the session's executor.
 */
final class HighestModSeq {
  private final Session session;
  private final UidSet messages;

  /** One of them is above this; not known while negative. */
  private long below = -1;

  /** None of them is above this. */
  private long highest;

  private long stride = 1;

  HighestModSeq(Session session, UidSet messages) {
    this.session = session;
    this.messages = messages;
    this.highest = session.updates().known().value();
  }

  /** The highest; ZERO if none of them is there any more, or the mailbox does not answer. */
  CompletionStage<ModSeq> find() {
    return changedSince(highest)
        .thenCompose(
            newer -> {
              if (newer.value() > 0) { // of a change that the session has not heard of yet
                below = highest;
                highest = newer.value();
              }
              return Steps.whileTrue(session.executor(), this::step);
            })
        .thenApply(done -> new ModSeq(highest));
  }

  private CompletionStage<Boolean> step() {
    if (highest == 0 || (below >= 0 && highest - below == 1)) {
      return CompletableFuture.completedStage(false);
    }
    long from = below >= 0 ? below + (highest - below) / 2 : Math.max(0, highest - stride);
    return changedSince(from)
        .thenApply(
            newer -> {
              if (newer.value() > 0) {
                below = from;
              } else {
                highest = from;
                stride *= 2;
              }
              return true;
            });
  }

  /** Up to where the mailbox looked, if one of the messages has changed since; else ZERO. */
  private CompletionStage<ModSeq> changedSince(long from) {
    return session
        .here(session.services().mailboxes().changesSince(session.mailbox().id(), new ModSeq(from)))
        .thenApply(this::touched);
  }

  private ModSeq touched(Result<Changes> result) {
    if (result instanceof Result.Ok<Changes> ok) {
      Changes changes = ok.value();
      boolean any =
          changes.changed().intersects(messages) || changes.appended().intersects(messages);
      return any ? changes.to() : ModSeq.ZERO;
    }
    return ModSeq.ZERO;
  }
}
