package org.yubin.frontend.imap.session;

import java.util.ArrayList;
import java.util.List;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.SystemFlag;

/** The FLAGS and PERMANENTFLAGS responses of the selected mailbox (RFC 3501 §7.2.6, §7.1). */
public final class MailboxFlags {
  private MailboxFlags() {}

  /** Tells which flags exist, and which of them a client can change for good. */
  public static void write(ImapWriter out, KeywordTable keywords, boolean readOnly) {
    List<String> words = new ArrayList<>();
    for (SystemFlag flag : SystemFlag.values()) {
      words.add(flag.wireName());
    }
    words.addAll(keywords.names());
    out.untagged().atom("FLAGS ").list(words).crlf();
    if (readOnly) {
      words.clear();
    } else if (keywords.size() < KeywordTable.MAX_KEYWORDS) {
      words.add("\\*");
    }
    out.untagged().atom("OK [PERMANENTFLAGS ").list(words).atom("] ");
    out.text(readOnly ? "Read-only mailbox" : "Flags kept").crlf();
  }
}
