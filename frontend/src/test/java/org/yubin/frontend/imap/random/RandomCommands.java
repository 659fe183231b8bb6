package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Thinks up commands: legal ones, likely to meet each other in few mailboxes, and some that have to
 * be refused.
 */
final class RandomCommands {
  /** Without HIGHESTMODSEQ, which would change what the session is told from then on (RFC 7162). */
  private static final List<String> STATUS =
      List.of("MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "DELETED", "SIZE");

  private static final List<String> REFERENCES = List.of("", "", "", "a/", "a", "INBOX", "d/");
  private static final List<String> PATTERNS =
      List.of("*", "%", "%/%", "a*", "a%", "*b%", "inbox", "%x*", "", "Gr%", "*/*", "a/b");

  private final Random random;
  private final ModelServer server;
  private final RandomMails mails;
  private final RandomArguments arguments;
  private final RandomMessageCommands messages;
  private int session;

  RandomCommands(Random random, ModelServer server) {
    this.random = random;
    this.server = server;
    this.mails = new RandomMails(random);
    this.arguments = new RandomArguments(random, server);
    this.messages = new RandomMessageCommands(random, server, arguments);
  }

  /** The next step, thought up for the model as it stands. */
  Step next(int number) {
    session = random.nextInt(server.sessions.size());
    messages.speaker(session);
    ModelSession speaker = speaker();
    if (speaker.idling) {
      return step(Step.DONE, Step.Telling.ALL, false, (s, me) -> "OK");
    }
    if (number < 4) {
      return append();
    }
    if (speaker.mailbox.isEmpty()) {
      return random.nextInt(3) > 0 ? select() : anywhere();
    }
    return random.nextInt(4) > 0 ? inMailbox() : anywhere();
  }

  private Step inMailbox() {
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4 -> messages.store();
      case 5, 6, 7, 8, 9 -> messages.fetch();
      case 10, 11, 12, 13 -> messages.search();
      case 14, 15 -> messages.copy(false);
      case 16, 17 -> messages.copy(true);
      case 18, 19 -> messages.expunge();
      case 20 -> step("NOOP", Step.Telling.ALL, false, (s, me) -> "OK");
      case 21 -> step("CHECK", Step.Telling.ALL, true, (s, me) -> "OK");
      case 22 -> idle();
      default -> random.nextInt(3) > 0 ? select() : messages.leave();
    };
  }

  private Step anywhere() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> append();
      case 4, 5 -> create();
      case 6 -> delete();
      case 7, 8 -> rename();
      case 9, 10 -> subscribe();
      case 11, 12 -> list();
      case 13 -> status();
      case 14 -> random.nextInt(3) > 0 ? enable() : idle();
      default -> wrong();
    };
  }

  private ModelSession speaker() {
    return server.sessions.get(session);
  }

  private Step step(
      String command, Step.Telling telling, boolean needsMailbox, Step.Effect effect) {
    return new Step(session, command, telling, needsMailbox, effect);
  }

  private Step anywhere(String command, Step.Effect effect) {
    return step(command, Step.Telling.ALL, false, effect);
  }

  // ---- RFC 3501 §6.3 ----

  private Step select() {
    String name = arguments.existing();
    boolean examine = random.nextInt(4) == 0;
    boolean modSeqs = random.nextInt(8) == 0;
    return anywhere(
        arguments.word(examine ? "EXAMINE" : "SELECT")
            + " "
            + arguments.mailbox(name)
            + (modSeqs ? " (CONDSTORE)" : ""),
        (s, me) -> ModelMessages.select(s, me, name, examine, modSeqs));
  }

  private Step create() {
    String name = arguments.any(RandomArguments.NAMES) + (random.nextInt(5) == 0 ? "/" : "");
    return anywhere("CREATE " + arguments.mailbox(name), (s, me) -> s.create(name));
  }

  private Step delete() {
    String name = arguments.any(RandomArguments.NAMES);
    return anywhere("DELETE " + arguments.mailbox(name), (s, me) -> s.delete(me, name));
  }

  private Step rename() {
    String from = arguments.existing();
    String to =
        arguments.any(RandomArguments.NAMES)
            + (random.nextInt(3) == 0 ? "/" + arguments.any(List.of("b", "n")) : "");
    return anywhere(
        "RENAME " + arguments.mailbox(from) + " " + arguments.mailbox(to),
        (s, me) -> s.rename(from, to));
  }

  private Step subscribe() {
    String name = arguments.any(RandomArguments.NAMES);
    return random.nextBoolean()
        ? anywhere("SUBSCRIBE " + arguments.mailbox(name), (s, me) -> s.subscribe(name))
        : anywhere("UNSUBSCRIBE " + arguments.mailbox(name), (s, me) -> s.unsubscribe(name));
  }

  private Step list() {
    String reference = arguments.any(REFERENCES);
    String pattern = arguments.any(PATTERNS);
    String both = quotedUtf7(reference) + " " + quotedUtf7(pattern);
    return switch (random.nextInt(4)) {
      case 0 ->
          anywhere(
              arguments.word("LIST") + " " + both,
              (s, me) -> new ModelListing(s).list(me, reference, pattern));
      case 1 ->
          anywhere(
              arguments.word("LSUB") + " " + both,
              (s, me) -> new ModelListing(s).lsub(me, reference, pattern));
      default -> listExtended(reference);
    };
  }

  // RFC 5258, 5819, 6154
  private Step listExtended(String reference) {
    Set<String> criteria = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      criteria.add(arguments.any(List.of("SUBSCRIBED", "SPECIAL-USE")));
    }
    boolean recursive = !criteria.isEmpty() && random.nextBoolean();
    List<String> patterns = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      patterns.add(arguments.any(PATTERNS));
    }
    boolean subscribed = random.nextInt(3) == 0;
    List<String> status =
        random.nextInt(3) == 0 ? List.of(arguments.any(STATUS), arguments.any(STATUS)) : List.of();
    String wanted =
        (subscribed ? "SUBSCRIBED " : "")
            + (random.nextBoolean() ? "CHILDREN " : "")
            + (status.isEmpty() ? "" : "STATUS (" + String.join(" ", status) + ") ")
            + "SPECIAL-USE";
    String command =
        "LIST ("
            + String.join(" ", criteria)
            + (recursive ? " RECURSIVEMATCH" : "")
            + ") "
            + quotedUtf7(reference)
            + " ("
            + String.join(" ", patterns.stream().map(RandomCommands::quotedUtf7).toList())
            + ") RETURN ("
            + wanted
            + ")";
    ModelListing.Extended extended =
        new ModelListing.Extended(reference, patterns, criteria, recursive, subscribed, status);
    return anywhere(command, (s, me) -> new ModelListing(s).extended(me, extended));
  }

  private static String quotedUtf7(String text) {
    return Entity.quoted(Wire.utf7(text));
  }

  // RFC 5161, RFC 7162 §3.1, §3.2.3
  private Step enable() {
    boolean qresync = random.nextBoolean();
    String word = qresync ? "QRESYNC" : "CONDSTORE";
    return anywhere(
        "ENABLE X-NOTHING " + word,
        (s, me) -> {
          me.lines.add("* ENABLED " + word);
          me.wantModSeqs();
          me.qresync |= qresync;
          return "OK";
        });
  }

  private Step status() {
    String name = arguments.existing();
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      items.add(random.nextInt(20) == 0 ? "HIGHESTMODSEQ" : arguments.any(STATUS));
    }
    return anywhere(
        "STATUS " + arguments.mailbox(name) + " (" + String.join(" ", items) + ")",
        (s, me) -> s.status(me, name, items));
  }

  private Step append() {
    String name =
        random.nextInt(3) > 0 ? arguments.existing() : arguments.any(List.of("INBOX", "a"));
    StringBuilder command = new StringBuilder("APPEND " + arguments.mailbox(name));
    List<ModelMessages.Upload> uploads = new ArrayList<>();
    for (int i = random.nextInt(8) / 6; i >= 0; i--) {
      uploads.add(upload(command));
    }
    return anywhere(command.toString(), (s, me) -> ModelMessages.append(s, name, uploads));
  }

  private ModelMessages.Upload upload(StringBuilder command) {
    Mail mail = mails.next();
    List<String> flags = arguments.flags();
    Optional<ModelMessages.Date> date =
        random.nextInt(3) > 0 ? Optional.of(arguments.date()) : Optional.empty();
    if (!flags.isEmpty() || random.nextBoolean()) {
      command.append(" (").append(String.join(" ", flags)).append(')');
    }
    date.ifPresent(given -> command.append(' ').append(Entity.quoted(given.text())));
    boolean waits = random.nextInt(4) == 0;
    command.append(" {").append(mail.size()).append(waits ? "}\r\n" + Wire.WAIT : "+}\r\n");
    command.append(mail.octets());
    return new ModelMessages.Upload(mail, flags, date);
  }

  private Step idle() {
    return step(Step.IDLE, Step.Telling.ALL, false, (s, me) -> "OK");
  }

  /** What is refused without having been understood. */
  private Step wrong() {
    String command =
        arguments.any(
            List.of(
                "FROBNICATE",
                "FETCH 1",
                "FETCH 0 FLAGS",
                "FETCH 1 (FLAGS",
                "STORE 1 FLAGS (\\*)",
                "STORE 1 +FLAGS",
                "SEARCH FROM",
                "SEARCH ON 32-Jan-1994",
                "SEARCH OR SEEN",
                "UID EXPUNGE",
                "UID NOOP",
                "COPY 1:* ",
                "STATUS INBOX ()",
                "STATUS INBOX (NOTHING)",
                "CREATE",
                "SELECT \"a",
                "SELECT &bad",
                "LIST \"\"",
                "LIST (RECURSIVEMATCH) \"\" *",
                "LIST (NOTHING) \"\" *",
                "LOGIN a b"));
    return step(command, Step.Telling.NOTHING, false, (s, me) -> "BAD");
  }
}
