package org.yubin.frontend.imap.session;

import java.util.concurrent.CompletionStage;

/** A command that has been read and can be run. */
@FunctionalInterface
public interface Invocation {
  /**
   * Runs on the session's executor and does not block; the stage completes when all untagged
   * responses are written, and gives the tagged one. No other command of the session runs before.
   */
  CompletionStage<Tagged> run(Session session);

  /** What may be told at its end, where its arguments forbid more than its name does. */
  default ExpungePolicy expunge(ExpungePolicy ofName) {
    return ofName;
  }
}
