package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Thinks up commands on messages of the selected mailbox (RFC 3501 §6.4). */
final class RandomMessageCommands {
  private final Random random;
  private final ModelServer server;
  private final RandomArguments arguments;
  private int session;

  RandomMessageCommands(Random random, ModelServer server, RandomArguments arguments) {
    this.random = random;
    this.server = server;
    this.arguments = arguments;
  }

  /** Who is to say the next ones. */
  void speaker(int number) {
    session = number;
  }

  private ModelSession speaker() {
    return server.sessions.get(session);
  }

  private Step step(
      String command, Step.Telling telling, boolean needsMailbox, Step.Effect effect) {
    return new Step(session, command, telling, needsMailbox, effect);
  }

  Step leave() {
    return random.nextBoolean()
        ? step("CLOSE", Step.Telling.ALL, true, (s, me) -> ModelMessages.close(me))
        : step(
            "UNSELECT",
            Step.Telling.ALL,
            true,
            (s, me) -> {
              me.leave();
              return "OK";
            });
  }

  Step expunge() {
    if (random.nextInt(3) > 0) {
      return step(
          arguments.word("EXPUNGE"),
          Step.Telling.ALL,
          true,
          (s, me) -> ModelMessages.expunge(me, Optional.empty()));
    }
    MessageSetSpec set = arguments.set(true, speaker());
    return step(
        "UID EXPUNGE " + set.text(),
        Step.Telling.ALL,
        true,
        (s, me) -> ModelMessages.expunge(me, Optional.of(set)));
  }

  Step store() {
    MessageSetSpec set = arguments.set(random.nextBoolean(), speaker());
    char mode = arguments.any(List.of('+', '-', '='));
    boolean silent = random.nextInt(3) == 0;
    List<String> flags =
        random.nextInt(4) > 0
            ? List.of(arguments.any(List.of("\\Deleted", "\\Seen")))
            : arguments.flags();
    boolean bare = !flags.isEmpty() && random.nextInt(4) == 0;
    Optional<Integer> since = change();
    ModelMessages.Change change = new ModelMessages.Change(mode, flags, silent, since);
    String list = String.join(" ", flags);
    return step(
        uid(set)
            + arguments.word("STORE")
            + " "
            + set.text()
            + " "
            + since.map(n -> "(UNCHANGEDSINCE " + ModelMailbox.modSeq(n) + ") ").orElse("")
            + (mode == '=' ? "" : mode)
            + (silent ? "FLAGS.SILENT " : "FLAGS ")
            + (bare ? list : "(" + list + ")"),
        telling(set),
        true,
        (s, me) -> ModelMessages.store(me, set, change));
  }

  Step fetch() {
    MessageSetSpec set = arguments.set(random.nextBoolean(), speaker());
    Optional<Integer> since = change();
    List<FetchAtt> items = new ArrayList<>();
    String asked;
    switch (random.nextInt(8)) {
      case 0 -> {
        int macro = random.nextInt(3);
        asked = arguments.any(List.of("FAST", "ALL", "FULL").subList(macro, macro + 1));
        items.addAll(List.of(FetchAtt.FAST, FetchAtt.ALL, FetchAtt.FULL).get(macro));
      }
      case 1 -> {
        items.add(random.nextBoolean() ? arguments.any(FetchAtt.PLAIN) : section());
        asked = items.get(0).asked();
      }
      default -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          FetchAtt item = random.nextInt(3) > 0 ? arguments.any(FetchAtt.PLAIN) : section();
          if (items.stream().noneMatch(other -> other.asked().equals(item.asked()))) {
            items.add(item);
          }
        }
        asked = "(" + String.join(" ", items.stream().map(FetchAtt::asked).toList()) + ")";
      }
    }
    return step(
        uid(set)
            + arguments.word("FETCH")
            + " "
            + set.text()
            + " "
            + asked
            + since.map(n -> " (CHANGEDSINCE " + ModelMailbox.modSeq(n) + ")").orElse(""),
        telling(set),
        true,
        (s, me) -> ModelMessages.fetch(me, set, items, since));
  }

  /** Sometimes a change that was, or will be. */
  private Optional<Integer> change() {
    int changes = speaker().mailbox.map(mailbox -> mailbox.changes).orElse(0);
    return random.nextInt(6) == 0 ? Optional.of(random.nextInt(changes + 3)) : Optional.empty();
  }

  private FetchAtt section() {
    List<Integer> path = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      path.add(1 + random.nextInt(3));
    }
    List<String> kinds =
        new ArrayList<>(List.of("", "HEADER", "TEXT", "HEADER.FIELDS", "HEADER.FIELDS.NOT"));
    if (!path.isEmpty()) {
      kinds.addAll(List.of("MIME", ""));
    }
    String kind = arguments.any(kinds);
    List<String> names = new ArrayList<>();
    if (kind.startsWith("HEADER.FIELDS")) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        names.add(
            arguments.any(List.of("Subject", "FROM", "to", "Date", "Content-Type", "X-None")));
      }
    }
    Optional<FetchAtt.Window> window =
        random.nextInt(3) == 0
            ? Optional.of(new FetchAtt.Window(random.nextInt(200), 1 + random.nextInt(200)))
            : Optional.empty();
    return FetchAtt.section(random.nextInt(3) > 0, path, kind, names, window);
  }

  Step search() {
    SearchTerm.Maker maker =
        new SearchTerm.Maker(
            random, byUid -> arguments.set(byUid, speaker()), RandomArguments.KEYWORDS);
    SearchTerm one = maker.any(0);
    SearchTerm term = random.nextInt(3) == 0 ? maker.and(one, maker.any(1)) : one;
    boolean byUid = random.nextBoolean();
    Optional<String> charset =
        term.text().chars().anyMatch(c -> c > 127) ? Optional.of("UTF-8") : Optional.empty();
    List<String> returns = new ArrayList<>();
    for (int i = random.nextInt(6); i > 2; i--) {
      returns.add(arguments.any(List.of("MIN", "MAX", "ALL", "COUNT")));
    }
    ModelSearch search = new ModelSearch(term, byUid, returns);
    return step(
        (byUid ? "UID " : "")
            + arguments.word("SEARCH")
            + (returns.isEmpty() ? "" : " RETURN (" + String.join(" ", returns) + ")")
            + " "
            + term.criteria(charset),
        // RFC 7162 §3.2.10.2: none during a UID SEARCH that names sequence numbers
        byUid && !maker.namesNumbers ? Step.Telling.ALL : Step.Telling.NO_EXPUNGE,
        true,
        (s, me) -> search.on(me));
  }

  Step copy(boolean move) {
    MessageSetSpec set = arguments.set(random.nextBoolean(), speaker());
    String target = arguments.existing();
    boolean same = server.mailbox(target).equals(speaker().mailbox);
    if (move && same && server.sessions.stream().anyMatch(other -> other.idling)) {
      return step("NOOP", Step.Telling.ALL, false, (s, me) -> "OK"); // told in one or in two steps
    }
    return step(
        uid(set) + (move ? "MOVE " : "COPY ") + set.text() + " " + arguments.mailbox(target),
        Step.Telling.ALL,
        true,
        (s, me) ->
            move ? ModelMessages.move(s, me, set, target) : ModelMessages.copy(s, me, set, target));
  }

  private static Step.Telling telling(MessageSetSpec set) {
    return set.byUid() ? Step.Telling.ALL : Step.Telling.NO_EXPUNGE;
  }

  private static String uid(MessageSetSpec set) {
    return set.byUid() ? "UID " : "";
  }
}
