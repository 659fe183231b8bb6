package org.yubin.frontend.imap.list;

import java.util.Collection;
import java.util.List;
import org.yubin.frontend.imap.wire.ImapWriter;

/** Writes every LIST and LSUB response (RFC 3501 §7.2.2, §7.2.3; RFC 5258 §6). */
public final class ListResponse {
  private ListResponse() {}

  // mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
  //                [SP mbox-list-extended]
  /**
   * Writes one line.
   *
   * @param word LIST or LSUB
   * @param childInfo the criteria that something below the name meets; empty: none is told
   */
  public static void write(
      ImapWriter out,
      String word,
      List<String> attributes,
      String name,
      Collection<String> childInfo) {
    out.untagged().atom(word).sp().list(attributes).sp();
    out.string(String.valueOf(MailboxPattern.DELIMITER)).sp().mailbox(name);
    if (!childInfo.isEmpty()) {
      // childinfo-extended-item = "CHILDINFO" SP "(" list-select-base-opt-quoted *(SP ...) ")"
      out.sp().open().string("CHILDINFO").sp().open();
      boolean first = true;
      for (String criterion : childInfo) {
        out.atom(first ? "" : " ").string(criterion);
        first = false;
      }
      out.close().close();
    }
    out.crlf();
  }
}
