package org.yubin.frontend.imap.session;

import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;

/** Writes the FETCH response that tells of flags; {@code FetchResponse} does it. */
@FunctionalInterface
public interface FlagLines {
  /**
   * What a line shows; at least one is true.
   *
   * @param modSeq for clients that want it (RFC 7162 §3.2.4)
   */
  record Parts(boolean uid, boolean flags, boolean modSeq) {}

  /**
   * Writes one line.
   *
   * @param recent whether the message is \Recent to this session
   */
  void write(
      ImapWriter out,
      long seq,
      MessageRecord message,
      KeywordTable keywords,
      boolean recent,
      Parts parts);
}
