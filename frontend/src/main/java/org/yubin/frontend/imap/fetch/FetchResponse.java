package org.yubin.frontend.imap.fetch;

import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;

/** Writes every FETCH response (RFC 3501 §7.4.2): the one door for message data. */
public final class FetchResponse {
  private FetchResponse() {}

  /** A whole line that tells of a message's flags, as pushes and STORE do. */
  public static void flags(
      ImapWriter out,
      long seq,
      MessageRecord message,
      KeywordTable keywords,
      boolean recent,
      boolean withUid) {
    out.untagged().number(seq).atom(" FETCH ").open();
    if (withUid) {
      out.atom("UID ").number(message.uid().value()).sp();
    }
    out.atom("FLAGS ").flagList(message.flags(), keywords, recent).close().crlf();
  }
}
