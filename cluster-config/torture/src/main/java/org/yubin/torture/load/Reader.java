package org.yubin.torture.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yubin.bench.Response;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.MailboxImage;

/** Reads mailboxes as a fresh session finds them. */
public final class Reader {
  private Reader() {}

  /**
   * Reads an account's mailboxes when nothing is under way any more.
   *
   * @return {@code account/name} to what is there
   * @throws IOException if a command is refused or the connection is lost
   */
  public static Map<String, MailboxImage> read(
      InetSocketAddress imap, String account, List<String> names) throws IOException {
    Journal own = new Journal();
    Map<String, MailboxImage> images = new LinkedHashMap<>();
    try (ImapClient client = ImapClient.open(own, imap, account, false)) {
      for (String name : names) {
        select(client, name);
        settle(client);
      }
      for (String name : names) {
        int before = own.facts().size();
        select(client, name);
        List<Fact> facts = own.facts().subList(before, own.facts().size());
        Fact.Selected selected =
            (Fact.Selected)
                facts.stream().filter(f -> f instanceof Fact.Selected).findFirst().orElseThrow();
        images.put(
            client.mailbox(),
            new MailboxImage(selected.uidNext(), selected.highestModSeq(), messages(client)));
      }
    }
    return images;
  }

  private static void select(ImapClient client, String name) throws IOException {
    if (!client.select(name)) {
      throw new IOException("SELECT " + name + ": refused (expected: OK)");
    }
  }

  /**
   * An empty STORE is decided behind every command that came before, and refused while a MOVE that
   * was cut off holds a message.
   */
  private static void settle(ImapClient client) throws IOException {
    for (int tries = 0; client.exists() > 0; tries++) {
      ImapClient.Answer answer = client.command("UID STORE 1:* +FLAGS.SILENT ()", Action.read());
      if (answer.ok()) {
        return;
      }
      if (tries == 60) {
        throw new IOException(client.mailbox() + ": not settled: " + answer.text());
      }
      Client.pause(500);
    }
  }

  private static NavigableMap<Long, MailboxImage.Message> messages(ImapClient client)
      throws IOException {
    NavigableMap<Long, MailboxImage.Message> messages = new TreeMap<>();
    if (client.exists() == 0) {
      return messages;
    }
    ImapClient.Answer answer =
        client.command(
            "UID FETCH 1:* (UID FLAGS MODSEQ BODY.PEEK[HEADER.FIELDS (X-Torture)])", Action.read());
    if (!answer.ok()) {
      throw new IOException(client.mailbox() + ": " + answer.text());
    }
    List<Long> order = new ArrayList<>();
    for (Response response : answer.untagged()) {
      if (response.about("FETCH") && !Responses.marker(response).isEmpty()) {
        Set<String> flags = new TreeSet<>(Responses.flags(response));
        flags.remove("\\Recent");
        order.add(Responses.uid(response));
        messages.put(
            Responses.uid(response),
            new MailboxImage.Message(
                Responses.marker(response), flags, Responses.modSeq(response)));
      }
    }
    if (messages.size() != client.exists() || !order.equals(new ArrayList<>(messages.keySet()))) {
      throw new IOException(
          "%s: FETCH shows %s (expected: %d ascending UIDs)"
              .formatted(client.mailbox(), order, client.exists()));
    }
    return messages;
  }
}
