package org.yubin.frontend.imap.fetch;

import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.wire.ImapWriter;

/**
 * A data item of FETCH (RFC 3501 §6.4.5, {@code fetch-att}), arguments and all. Two equal items of
 * one command are answered once.
 */
public interface FetchItem {
  /** Where values come from, from the cheapest; each gives what those before it give. */
  enum Source {
    /** The mailbox's own record of the message. */
    RECORD,
    /** The summary kept beside the message. */
    SUMMARY,
    /** The message's octets. */
    OCTETS
  }

  Source source();

  /**
   * Whether its value stays the same as long as the message exists: then it may come from memory.
   */
  default boolean fixed() {
    return false;
  }

  /** Whether to fetch it sets {@code \Seen} (RFC 3501 §6.4.5). */
  default boolean setsSeen() {
    return false;
  }

  /**
   * Whether it shows mod-sequences, and so makes the client one that wants them (RFC 7162 §3.1).
   */
  default boolean showsModSeq() {
    return false;
  }

  /**
   * Makes ready whatever may fail or take time. The response line begins only when all its items
   * are ready, for a line that has begun can only be finished. Runs in the session's executor.
   */
  CompletionStage<FetchValue> value(FetchedMessage message);

  /** An item that is written at once, since its source is all it needs. */
  interface Direct extends FetchItem {
    /** Writes {@code name SP value}. */
    void write(FetchedMessage message, ImapWriter out);

    @Override
    default CompletionStage<FetchValue> value(FetchedMessage message) {
      return FetchValue.direct(out -> write(message, out));
    }
  }
}
