package org.yubin.frontend.imap.search;

import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.UidSet;

/**
 * A result option of SEARCH (RFC 4466 §2.6.1), arguments and all: what the client wants to know of
 * the messages that were found.
 */
public interface ReturnOption {
  /** The messages that its data speaks of, of those that were found. */
  UidSet tells(UidSet found);

  /**
   * Whether it asks for no answer, but that {@code $} stand for what was found (RFC 5182 §2.1). An
   * option of this kind tells nothing and writes nothing.
   */
  default boolean saves() {
    return false;
  }

  /** Writes {@code SP name SP value}; nothing where it has nothing to tell. */
  void write(Found found, ImapWriter out);
}
