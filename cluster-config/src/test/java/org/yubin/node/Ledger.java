package org.yubin.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one account was promised: each message that was acknowledged, where, under which UID, with
 * which flags; and at most one operation that nobody answered, which may have happened wholly or
 * not at all.
 */
final class Ledger {
  /** A message as it must stand there: its token names its bytes. */
  record Stored(String token, Set<String> flags) {
    Stored {
      flags = Set.copyOf(flags);
    }
  }

  /** What is asked of the server. */
  sealed interface Operation {
    /** A new message, by APPEND or by LMTP. */
    record Add(String mailbox, String token, Set<String> flags) implements Operation {}

    record SetFlags(String mailbox, long uid, Set<String> flags) implements Operation {}

    record Move(String mailbox, long uid, String target) implements Operation {}
  }

  private final Map<String, NavigableMap<Long, Stored>> promised = new HashMap<>();

  /** Delivered by LMTP and acknowledged, but with no UID told yet: mailbox to tokens. */
  private final Map<String, Set<String>> delivered = new HashMap<>();

  /** Every UID ever told, and what it means for ever. */
  private final Map<String, String> meanings = new HashMap<>();

  private Optional<Operation> inDoubt = Optional.empty();
  private long acknowledged;

  NavigableMap<Long, Stored> mailbox(String mailbox) {
    return promised.computeIfAbsent(mailbox, name -> new TreeMap<>());
  }

  long acknowledged() {
    return acknowledged;
  }

  void begin(Operation operation) {
    inDoubt = Optional.of(operation);
  }

  /** The operation that was begun last and has not been answered well. */
  String last() {
    return inDoubt.map(Operation::toString).orElse("none");
  }

  void refused() {
    inDoubt = Optional.empty();
  }

  void appended(String mailbox, long uid, Stored message) {
    told(mailbox, uid, message.token());
    mailbox(mailbox).put(uid, message);
    done();
  }

  void deliveredTo(String mailbox, String token) {
    delivered.computeIfAbsent(mailbox, name -> new HashSet<>()).add(token);
    done();
  }

  void flagged(String mailbox, long uid, Set<String> flags) {
    mailbox(mailbox).computeIfPresent(uid, (u, was) -> new Stored(was.token(), flags));
    done();
  }

  void moved(String mailbox, long uid, String target, long targetUid) {
    Stored message = standing(mailbox, uid);
    mailbox(mailbox).remove(uid);
    told(target, targetUid, message.token());
    mailbox(target).put(targetUid, message);
    done();
  }

  private Stored standing(String mailbox, long uid) {
    return Optional.ofNullable(mailbox(mailbox).get(uid)).orElseThrow();
  }

  private void done() {
    inDoubt = Optional.empty();
    acknowledged++;
  }

  private void told(String mailbox, long uid, String token) {
    String was = meanings.putIfAbsent(mailbox + "/" + uid, token);
    if (was != null && !was.equals(token)) {
      throw new AssertionError(
          "UID %d of %s was told for %s and for %s".formatted(uid, mailbox, was, token));
    }
  }

  /**
   * What the account would hold if the operation in doubt had (or had not) happened; UIDs not told
   * are 0.
   */
  private Map<String, Map<String, Set<String>>> world(boolean withDoubt) {
    Map<String, Map<String, Set<String>>> world = new LinkedHashMap<>();
    promised.forEach(
        (name, messages) -> messages.values().forEach(m -> put(world, name, m.token(), m.flags())));
    delivered.forEach((name, tokens) -> tokens.forEach(token -> put(world, name, token, Set.of())));
    if (withDoubt && inDoubt.isPresent()) {
      Operation operation = inDoubt.get();
      if (operation instanceof Operation.Add add) {
        put(world, add.mailbox(), add.token(), add.flags());
      } else if (operation instanceof Operation.SetFlags set) {
        put(world, set.mailbox(), standing(set.mailbox(), set.uid()).token(), set.flags());
      } else if (operation instanceof Operation.Move move) {
        Stored message = standing(move.mailbox(), move.uid());
        world.getOrDefault(move.mailbox(), new HashMap<>()).remove(message.token());
        put(world, move.target(), message.token(), message.flags());
      }
    }
    world.values().removeIf(Map::isEmpty);
    return world;
  }

  private static void put(
      Map<String, Map<String, Set<String>>> world,
      String mailbox,
      String token,
      Set<String> flags) {
    world.computeIfAbsent(mailbox, name -> new HashMap<>()).put(token, Set.copyOf(flags));
  }

  /**
   * Compares with what the server shows, and takes over what it shows where there was doubt.
   *
   * @param shown mailbox to UID to message
   * @return what is wrong, empty if nothing
   */
  List<String> compare(Map<String, NavigableMap<Long, Stored>> shown) {
    List<String> wrong = new ArrayList<>();
    Map<String, Map<String, Set<String>>> actual = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>();
    shown.forEach(
        (name, messages) ->
            messages.forEach(
                (uid, message) -> {
                  if (!seen.add(message.token())) {
                    wrong.add("twice: " + message.token() + ", again at " + name + "/" + uid);
                  }
                  String meant = meanings.get(name + "/" + uid);
                  if (meant != null && !meant.equals(message.token())) {
                    wrong.add(
                        "UID "
                            + name
                            + "/"
                            + uid
                            + " meant "
                            + meant
                            + ", shows "
                            + message.token());
                  }
                  put(actual, name, message.token(), message.flags());
                }));
    promised.forEach(
        (name, messages) ->
            messages.forEach(
                (uid, message) -> {
                  Stored there = shown.getOrDefault(name, new TreeMap<>()).get(uid);
                  boolean mayHaveMoved =
                      inDoubt
                          .filter(
                              o ->
                                  o instanceof Operation.Move m
                                      && m.uid() == uid
                                      && m.mailbox().equals(name))
                          .isPresent();
                  if (there == null && !mayHaveMoved) {
                    wrong.add(
                        "lost: "
                            + name
                            + "/"
                            + uid
                            + " "
                            + message.token()
                            + ", now "
                            + placesOf(message.token(), shown)
                            + ", in doubt "
                            + inDoubt);
                  }
                }));
    if (wrong.isEmpty() && !actual.equals(world(false)) && !actual.equals(world(true))) {
      wrong.add(
          "in doubt "
              + inDoubt
              + ": shown neither with nor without it: "
              + difference(actual, world(false)));
    }
    if (wrong.isEmpty()) {
      promised.clear();
      delivered.clear();
      inDoubt = Optional.empty();
      shown.forEach(
          (name, messages) ->
              messages.forEach(
                  (uid, message) -> {
                    told(name, uid, message.token());
                    mailbox(name).put(uid, message);
                  }));
    }
    return wrong;
  }

  private static List<String> placesOf(
      String token, Map<String, NavigableMap<Long, Stored>> shown) {
    List<String> places = new ArrayList<>();
    shown.forEach(
        (name, messages) ->
            messages.forEach(
                (uid, message) -> {
                  if (message.token().equals(token)) {
                    places.add(name + "/" + uid);
                  }
                }));
    return places;
  }

  private static String difference(
      Map<String, Map<String, Set<String>>> actual,
      Map<String, Map<String, Set<String>>> expected) {
    List<String> rows = new ArrayList<>();
    Set<String> mailboxes = new TreeSet<>(actual.keySet());
    mailboxes.addAll(expected.keySet());
    for (String mailbox : mailboxes) {
      Map<String, Set<String>> shown = actual.getOrDefault(mailbox, Map.of());
      Map<String, Set<String>> wanted = expected.getOrDefault(mailbox, Map.of());
      Set<String> tokens = new TreeSet<>(shown.keySet());
      tokens.addAll(wanted.keySet());
      tokens.stream()
          .filter(token -> !java.util.Objects.equals(shown.get(token), wanted.get(token)))
          .limit(10)
          .forEach(
              token ->
                  rows.add(
                      mailbox
                          + " "
                          + token
                          + " shown "
                          + shown.get(token)
                          + " expected "
                          + wanted.get(token)));
    }
    return String.join("; ", rows);
  }
}
