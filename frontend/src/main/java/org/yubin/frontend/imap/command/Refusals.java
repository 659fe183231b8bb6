package org.yubin.frontend.imap.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/** What several commands answer when they cannot do what they were asked. */
final class Refusals {
  private Refusals() {}

  /** A sequence number beyond the mailbox's end (RFC 3501 §9, seq-number). */
  static CompletionStage<Tagged> invalid(MessageSet set) {
    return done(Tagged.bad("No such messages: " + set));
  }

  /** A change to a mailbox that was opened by EXAMINE (RFC 3501 §6.3.2). */
  static CompletionStage<Tagged> readOnly() {
    return done(Tagged.no(ResponseCode.READ_ONLY, "The mailbox is open read-only"));
  }

  /** Messages that others have expunged, and that this client does not know to be gone. */
  static Tagged expunged() {
    return Tagged.no(ResponseCode.EXPUNGEISSUED, "Some of the messages no longer exist");
  }

  /** What an entity refused. */
  static CompletionStage<Tagged> of(Result<?> result) {
    return done(tagged(result));
  }

  /** The same of a mailbox that messages were to be put into (RFC 3501 §7.1, TRYCREATE). */
  static CompletionStage<Tagged> ofTarget(Result<?> result) {
    boolean gone =
        result instanceof Result.Refused<?> refused && refused.why() == Refusal.NONEXISTENT;
    return gone ? done(Tagged.refused(Refusal.TRY_CREATE)) : of(result);
  }

  /** What an entity refused. */
  static Tagged tagged(Result<?> result) {
    if (result instanceof Result.Refused<?> refused) {
      return Tagged.refused(refused);
    }
    throw new IllegalArgumentException("result: " + result + " (expected: a refusal)");
  }

  private static CompletionStage<Tagged> done(Tagged tagged) {
    return CompletableFuture.completedStage(tagged);
  }
}
