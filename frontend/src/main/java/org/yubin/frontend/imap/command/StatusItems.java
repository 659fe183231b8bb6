package org.yubin.frontend.imap.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.MailboxStatus;

/**
 * The items that a STATUS asks for (RFC 3501 §6.3.10), each once, in the order in which they came
 * first; writes every STATUS response (§7.2.4).
 */
record StatusItems(Map<String, Status.Item> items) {
  // "(" status-att *(SP status-att) ")"
  static StatusItems read(ImapReader in, Map<String, Status.Item> known)
      throws ImapSyntaxException {
    Map<String, Status.Item> items = new LinkedHashMap<>();
    in.list(
        each -> {
          Status.Item item = known.get(each.peekWord());
          if (item == null) {
            throw each.expected("a STATUS item such as MESSAGES");
          }
          return items.put(each.word(), item) == null;
        });
    if (items.isEmpty()) {
      throw in.expected("at least one STATUS item");
    }
    return new StatusItems(items);
  }

  /** The client asks for them, in STATUS or in LIST: what that says of the client. */
  void asked(Session session) {
    items.values().forEach(item -> item.asked(session));
  }

  // "STATUS" SP mailbox SP "(" [status-att-list] ")"
  void write(ImapWriter out, String name, MailboxStatus status) {
    out.untagged().atom("STATUS ").mailbox(name).sp().open();
    boolean first = true;
    for (Map.Entry<String, Status.Item> each : items.entrySet()) {
      out.atom(first ? "" : " ").atom(each.getKey()).sp();
      each.getValue().write(status, out);
      first = false;
    }
    out.close().crlf();
  }
}
