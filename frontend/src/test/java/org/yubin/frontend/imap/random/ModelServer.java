package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An account and the sessions on it: the commands of RFC 3501 §6.3 but SELECT's and APPEND's. Each
 * gives the tagged answer without its text, and leaves the untagged ones in the session.
 */
final class ModelServer {
  /** A name of the tree; without a mailbox it is \Noselect. */
  static final class Name {
    Optional<ModelMailbox> mailbox = Optional.empty();
    Optional<String> use = Optional.empty();
  }

  final TreeMap<String, Name> names = new TreeMap<>();
  final TreeSet<String> subscriptions = new TreeSet<>();
  final List<ModelSession> sessions = new ArrayList<>();
  private int mailboxes;
  private int dates;

  ModelServer(int sessionCount) {
    Map<String, String> uses = new HashMap<>();
    Stream.of("Drafts", "Sent", "Trash", "Junk", "Archive").forEach(n -> uses.put(n, "\\" + n));
    for (String name : List.of("INBOX", "Drafts", "Sent", "Trash", "Junk", "Archive")) {
      make(name);
      subscriptions.add(name);
      node(name).use = Optional.ofNullable(uses.get(name));
    }
    for (int i = 0; i < sessionCount; i++) {
      sessions.add(new ModelSession());
    }
  }

  String nextDate() {
    return Holes.hole("d" + ++dates);
  }

  // ---- names ----

  /** INBOX is one name in any case, as the first level of others, too (RFC 3501 §5.1). */
  static String normal(String name) {
    String first = name.split("/", 2)[0];
    return first.equalsIgnoreCase("INBOX") ? "INBOX" + name.substring(first.length()) : name;
  }

  static String withoutLastDelimiter(String name) {
    return normal(
        name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
  }

  private static boolean impossible(String name) {
    return name.startsWith("#")
        || name.contains("*")
        || name.contains("%")
        || Stream.of(name.split("/", -1)).anyMatch(String::isEmpty);
  }

  Optional<ModelMailbox> mailbox(String name) {
    return Optional.ofNullable(names.get(normal(name))).flatMap(node -> node.mailbox);
  }

  boolean hasChildren(String name) {
    return names.keySet().stream().anyMatch(other -> other.startsWith(name + "/"));
  }

  private Name node(String name) {
    for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
      names.computeIfAbsent(name.substring(0, at), level -> new Name());
    }
    return names.computeIfAbsent(name, last -> new Name());
  }

  private ModelMailbox make(String name) {
    ModelMailbox made = new ModelMailbox(++mailboxes);
    node(name).mailbox = Optional.of(made);
    return made;
  }

  private Optional<String> objection(String name) {
    if (impossible(name)) {
      return Optional.of("NO [CANNOT]");
    }
    return mailbox(name).map(there -> "NO [ALREADYEXISTS]");
  }

  // ---- CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE (RFC 3501 §6.3.3 to §6.3.7) ----

  String create(String name) {
    String wanted = withoutLastDelimiter(name);
    Optional<String> objection = objection(wanted);
    if (objection.isEmpty()) {
      make(wanted);
    }
    return objection.orElse("OK");
  }

  String delete(ModelSession session, String name) {
    String wanted = normal(name);
    Name node = names.get(wanted);
    if (node == null) {
      return "NO [NONEXISTENT]";
    }
    if (wanted.equals("INBOX")) {
      return "NO [CANNOT]";
    }
    boolean parent = hasChildren(wanted);
    if (node.mailbox.isEmpty() && parent) {
      return "NO [HASCHILDREN]";
    }
    node.mailbox.ifPresent(gone -> sendAway(session, gone));
    if (parent) {
      names.put(wanted, new Name());
    } else {
      names.remove(wanted);
    }
    return "OK";
  }

  /** RFC 2180 §3.3; the one that deletes it just leaves it. */
  private static void sendAway(ModelSession deleting, ModelMailbox gone) {
    for (ModelSession follower : List.copyOf(gone.followers)) {
      follower.leave();
      if (follower != deleting) {
        follower.over = true;
        follower.idling = false;
        follower.lines.add("* BYE");
      }
    }
  }

  String rename(String from, String to) {
    String old = normal(from);
    String wanted = withoutLastDelimiter(to);
    if (!names.containsKey(old)) {
      return "NO [NONEXISTENT]";
    }
    Optional<String> objection = objection(wanted);
    if (objection.isPresent()) {
      return objection.get();
    }
    if (old.equals("INBOX")) {
      return renameInbox(wanted);
    }
    if (wanted.startsWith(old + "/")) {
      return "NO [CANNOT]";
    }
    if (names.containsKey(wanted)) {
      return "NO [ALREADYEXISTS]";
    }
    Map<String, Name> moved = new TreeMap<>();
    for (String name : List.copyOf(names.keySet())) {
      if (name.equals(old) || name.startsWith(old + "/")) {
        moved.put(wanted + name.substring(old.length()), names.remove(name));
      }
    }
    node(wanted);
    names.putAll(moved);
    return "OK";
  }

  /** Its messages go, it stays (RFC 3501 §6.3.5). */
  private String renameInbox(String to) {
    ModelMailbox inbox = mailbox("INBOX").orElseThrow();
    ModelMailbox target = make(to);
    if (!inbox.messages.isEmpty()) {
      ModelMessages.copy(inbox, inbox.messages, target);
      inbox.begin();
      inbox.remove(List.copyOf(inbox.messages));
    }
    return "OK";
  }

  String subscribe(String name) {
    String wanted = withoutLastDelimiter(name);
    if (impossible(wanted)) {
      return "NO [CANNOT]";
    }
    subscriptions.add(wanted);
    return "OK";
  }

  String unsubscribe(String name) {
    subscriptions.remove(withoutLastDelimiter(name));
    return "OK";
  }

  // ---- STATUS (RFC 3501 §6.3.10) ----

  String status(ModelSession session, String name, List<String> items) {
    Optional<ModelMailbox> found = mailbox(name);
    if (items.contains("HIGHESTMODSEQ")) {
      session.wantModSeqs();
    }
    if (found.isEmpty()) {
      return "NO [NONEXISTENT]";
    }
    String shown = name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    session.lines.add(statusLine(shown, found.get(), items));
    return "OK";
  }

  static String statusLine(String name, ModelMailbox mailbox, List<String> items) {
    List<String> values =
        items.stream().distinct().map(item -> item + " " + value(mailbox, item)).toList();
    return "* STATUS " + Wire.mailbox(name) + " (" + String.join(" ", values) + ")";
  }

  private static String value(ModelMailbox mailbox, String item) {
    List<ModelMailbox.Message> all = mailbox.messages;
    return switch (item) {
      case "MESSAGES" -> "" + all.size();
      case "RECENT" -> "" + all.stream().filter(m -> m.unclaimed).count();
      case "UIDNEXT" -> "" + mailbox.uidNext;
      case "UIDVALIDITY" -> mailbox.uidValidity();
      case "UNSEEN" -> "" + all.stream().filter(m -> !m.has("\\Seen")).count();
      case "DELETED" -> "" + all.stream().filter(m -> m.has("\\Deleted")).count();
      case "HIGHESTMODSEQ" -> mailbox.highestModSeq();
      case "SIZE" -> "" + all.stream().mapToLong(m -> m.mail.size()).sum();
      default -> throw new IllegalArgumentException(item);
    };
  }
}
