package org.yubin.frontend.imap.random;

/**
 * One thing that a session says, and what comes of it.
 *
 * @param session its number, from 0
 * @param command what it says behind the tag; may have holes and waits
 * @param telling what may be told of changes before the tagged answer
 * @param needsMailbox whether it is BAD without a selected mailbox
 * @param effect changes the model, leaves untagged responses in the session, and gives the tagged
 *     one without its text
 */
record Step(int session, String command, Telling telling, boolean needsMailbox, Effect effect) {
  static final String IDLE = "IDLE";
  static final String DONE = "DONE";

  /** What may be told of changes in the selected mailbox. */
  enum Telling {
    /** The command was not understood. */
    NOTHING,
    /** No EXPUNGE (RFC 3501 §7.4.1). */
    NO_EXPUNGE,
    ALL
  }

  /** What a command does. */
  interface Effect {
    String on(ModelServer server, ModelSession session);
  }

  /** The tagged answer without its text. */
  String answer(ModelServer server) {
    ModelSession speaker = server.sessions.get(session);
    if (needsMailbox && speaker.mailbox.isEmpty()) {
      return "BAD";
    }
    String answer = effect.on(server, speaker);
    if (telling != Telling.NOTHING) {
      speaker.tell(telling == Telling.ALL);
    }
    return answer;
  }
}
