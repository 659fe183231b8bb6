package org.yubin.frontend.imap.session;

import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;

/** Writes the FETCH response that tells of flags; {@code FetchResponse} does it. */
@FunctionalInterface
public interface FlagLines {
  /**
   * Writes one line.
   *
   * @param recent whether the message is \Recent to this session
   * @param withUid whether the line shows the UID
   */
  void write(
      ImapWriter out,
      long seq,
      MessageRecord message,
      KeywordTable keywords,
      boolean recent,
      boolean withUid);
}
