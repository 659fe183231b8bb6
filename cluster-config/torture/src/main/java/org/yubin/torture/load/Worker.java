package org.yubin.torture.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.yubin.bench.Response;
import org.yubin.torture.history.Action;

/** Changes and reads the mailboxes of one account, a command at a time. */
final class Worker extends Client {
  private static final int COMMANDS_A_SELECT = 25;
  private static final int NEWEST = 40;
  private static final int MOST_PAUSE_MILLIS = 60;

  private final String account;
  private final List<String> names;
  private final String me;
  private final boolean qresync;
  private int made;

  Worker(
      Journal journal,
      List<Door> doors,
      String account,
      List<String> names,
      int number,
      long seed,
      BooleanSupplier stop) {
    super(journal, doors, seed + number, stop);
    this.account = account;
    this.names = names;
    this.me = "w" + number;
    this.qresync = number % 2 == 0;
  }

  @Override
  void work(Door at) throws IOException {
    try (ImapClient client = ImapClient.open(journal, at.imap(), account, qresync)) {
      while (!stop.getAsBoolean()) {
        String name = names.get(random.nextInt(names.size()));
        if (client.select(name)) {
          List<Long> uids = look(client);
          for (int i = 0; i < COMMANDS_A_SELECT && !stop.getAsBoolean(); i++) {
            command(client, name, uids);
            pause(random.nextInt(MOST_PAUSE_MILLIS));
          }
        }
      }
    }
  }

  /** What stands there; the newest only once there are many. */
  private static List<Long> look(ImapClient client) throws IOException {
    int first = Math.max(1, client.exists() - NEWEST);
    List<Long> uids = new ArrayList<>();
    if (client.exists() > 0) {
      ImapClient.Answer answer =
          client.command(
              "FETCH " + first + ":* (UID FLAGS MODSEQ BODY.PEEK[HEADER.FIELDS (X-Torture)])",
              Action.read());
      for (Response response : answer.untagged()) {
        if (response.about("FETCH") && !Responses.marker(response).isEmpty()) {
          uids.add(Responses.uid(response));
        }
      }
    }
    return uids;
  }

  private void command(ImapClient client, String name, List<Long> uids) throws IOException {
    int choice = random.nextInt(100);
    if (uids.isEmpty() || choice < 30) {
      String marker = me + "-" + ++made;
      client.append(name, marker, Messages.of(marker));
      if (choice % 3 == 0) {
        uids.clear();
        uids.addAll(look(client));
      }
    } else if (choice < 50) {
      store(client, pick(uids));
    } else if (choice < 60) {
      List<Long> some = some(uids);
      String target = other(name);
      client.command(
          "UID COPY " + set(some) + " " + target,
          client.mailbox(),
          Action.copy(some, account + "/" + target),
          answer -> Responses.copied(answer.text(), account + "/" + target));
    } else if (choice < 72) {
      move(client, other(name), some(uids), uids);
    } else if (choice < 84) {
      expunge(client, some(uids), uids);
    } else if (choice < 92) {
      client.command("UID SEARCH KEYWORD $" + me, Action.read());
    } else {
      client.command("UID FETCH " + set(some(uids)) + " (UID FLAGS MODSEQ)", Action.read());
    }
  }

  private void store(ImapClient client, long uid) throws IOException {
    boolean add = random.nextInt(3) > 0;
    String flag = random.nextInt(4) == 0 ? "\\Seen" : "$" + me;
    client.command(
        "UID STORE " + uid + (add ? " +FLAGS (" : " -FLAGS (") + flag + ")",
        add ? Action.addFlag(uid, flag) : Action.removeFlag(uid, flag));
  }

  private void move(ImapClient client, String target, List<Long> some, List<Long> uids)
      throws IOException {
    String where = account + "/" + target;
    ImapClient.Answer moved =
        client.command(
            "UID MOVE " + set(some) + " " + target,
            client.mailbox(),
            Action.move(some, where),
            answer ->
                answer.untagged().stream()
                    .flatMap(response -> Responses.copied(response.text(), where).stream())
                    .toList());
    if (moved.ok()) {
      uids.removeAll(some);
    }
  }

  private void expunge(ImapClient client, List<Long> some, List<Long> uids) throws IOException {
    ImapClient.Answer marked =
        client.command(
            "UID STORE " + set(some) + " +FLAGS.SILENT (\\Deleted)",
            Action.addFlag(some.get(0), "\\Deleted"));
    if (marked.ok() && client.command("UID EXPUNGE " + set(some), Action.expunge(some)).ok()) {
      uids.removeAll(some);
    }
  }

  private String other(String name) {
    List<String> others = names.stream().filter(each -> !each.equals(name)).toList();
    return others.get(random.nextInt(others.size()));
  }

  private long pick(List<Long> uids) {
    return uids.get(random.nextInt(uids.size()));
  }

  private List<Long> some(List<Long> uids) {
    Random dice = random;
    return dice.ints(1 + dice.nextInt(3), 0, uids.size())
        .distinct()
        .mapToObj(uids::get)
        .sorted()
        .toList();
  }

  private static String set(List<Long> uids) {
    return String.join(",", uids.stream().map(String::valueOf).toList());
  }
}
