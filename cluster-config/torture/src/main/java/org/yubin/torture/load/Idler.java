package org.yubin.torture.load;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;

/** Does nothing but IDLE in one mailbox, under QRESYNC, until everybody else is done. */
final class Idler extends Client {
  private final String account;
  private final String name;

  Idler(
      Journal journal,
      List<Door> doors,
      String account,
      String name,
      long seed,
      BooleanSupplier quiet) {
    super(journal, doors, seed, quiet);
    this.account = account;
    this.name = name;
  }

  @Override
  void work(Door at) throws IOException {
    try (ImapClient client = ImapClient.open(journal, at.imap(), account, true)) {
      if (!client.select(name)) {
        pause(500);
        return;
      }
      if (client.exists() > 0) {
        client.command("UID FETCH 1:* (UID FLAGS MODSEQ)", Action.read());
      }
      if (client.idle(stop) && client.command("NOOP", Action.read()).ok()) {
        journal.add(
            new Fact.Settled(journal.now(), client.session(), client.mailbox(), client.exists()));
      }
    }
  }
}
