package org.yubin.frontend.imap.random;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** LIST and LSUB (RFC 3501 §6.3.8, §6.3.9), with the options of RFC 5258, 5819 and 6154. */
final class ModelListing {
  private final ModelServer server;

  ModelListing(ModelServer server) {
    this.server = server;
  }

  String list(ModelSession session, String reference, String pattern) {
    if (pattern.isEmpty()) {
      session.lines.add("* LIST (\\Noselect) \"/\" \"\"");
      return "OK";
    }
    server.names.forEach(
        (name, node) -> {
          if (matches(joined(reference, pattern), name)) {
            session.lines.add(
                "* LIST (" + attributes(name, node) + ") \"/\" " + Wire.mailbox(name));
          }
        });
    return "OK";
  }

  private String attributes(String name, ModelServer.Name node) {
    return (node.mailbox.isEmpty() ? "\\Noselect " : "")
        + (server.hasChildren(name) ? "\\HasChildren" : "\\HasNoChildren")
        + node.use.map(use -> " " + use).orElse("");
  }

  String lsub(ModelSession session, String reference, String pattern) {
    String whole = joined(reference, pattern);
    TreeMap<String, String> found = new TreeMap<>();
    for (String name : server.subscriptions) {
      if (matches(whole, name)) {
        found.put(name, "()");
      } else if (whole.endsWith("%")) {
        for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
          if (matches(whole, name.substring(0, at))) {
            found.putIfAbsent(name.substring(0, at), "(\\Noselect)");
          }
        }
      }
    }
    server.subscriptions.stream().filter(found::containsKey).forEach(name -> found.put(name, "()"));
    found.forEach(
        (name, attributes) ->
            session.lines.add("* LSUB " + attributes + " \"/\" " + Wire.mailbox(name)));
    return "OK";
  }

  /** RFC 2683 §3.4.9: one delimiter between reference and name. */
  private static String joined(String reference, String pattern) {
    if (reference.isEmpty() || pattern.isEmpty()) {
      return reference + pattern;
    }
    return ModelServer.withoutLastDelimiter(reference) + "/" + pattern.replaceFirst("^/", "");
  }

  /** RFC 3501 §6.3.8: "*" is any characters, "%" any but the delimiter. */
  static boolean matches(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    String rest = pattern.substring(1);
    char c = pattern.charAt(0);
    if (c != '*' && c != '%') {
      return !name.isEmpty() && sameInInbox(pattern, name) && matches(rest, name.substring(1));
    }
    for (int i = 0; i <= name.length(); i++) {
      if (matches(rest, name.substring(i))) {
        return true;
      }
      if (i < name.length() && c == '%' && name.charAt(i) == '/') {
        return false;
      }
    }
    return false;
  }

  /** The letters of INBOX match in any case: no other name of these tests has one in capitals. */
  private static boolean sameInInbox(String pattern, String name) {
    char p = pattern.charAt(0);
    char n = name.charAt(0);
    return p == n || ("INBOX".indexOf(n) >= 0 && Character.toUpperCase(p) == n);
  }

  // ---- RFC 5258 ----

  /**
   * What an extended LIST asks for.
   *
   * @param criteria SUBSCRIBED, SPECIAL-USE
   * @param subscribed whether to tell of subscriptions
   * @param status items of STATUS to be told of each mailbox (RFC 5819)
   */
  record Extended(
      String reference,
      List<String> patterns,
      Set<String> criteria,
      boolean recursive,
      boolean subscribed,
      List<String> status) {}

  String extended(ModelSession session, Extended wanted) {
    TreeSet<String> candidates = new TreeSet<>(server.names.keySet());
    if (!wanted.criteria().isEmpty()) {
      for (String name : server.subscriptions) {
        for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
          candidates.add(name.substring(0, at));
        }
        candidates.add(name);
      }
    }
    for (String name : candidates) {
      List<String> below =
          candidates.stream()
              .filter(other -> other.startsWith(name + "/") && meets(other, wanted))
              .toList();
      boolean forOthers = below.stream().anyMatch(other -> !anyMatches(other, wanted, ""));
      // §3.5; §5, example 11: a level that is no mailbox, where "%" stops at it
      boolean asLevel =
          forOthers
              && (wanted.criteria().isEmpty() ? anyMatches(name, wanted, "%") : wanted.recursive());
      if (anyMatches(name, wanted, "") && (meets(name, wanted) || asLevel)) {
        tell(session, name, wanted, wanted.recursive() && !below.isEmpty());
      }
    }
    return "OK";
  }

  private void tell(ModelSession session, String name, Extended wanted, boolean childInfo) {
    Optional<ModelMailbox> mailbox = server.mailbox(name);
    boolean marked = wanted.subscribed() || wanted.criteria().contains("SUBSCRIBED");
    String info =
        new TreeSet<>(wanted.criteria())
            .stream().map(Entity::quoted).collect(Collectors.joining(" "));
    session.lines.add(
        "* LIST ("
            + (mailbox.isEmpty() ? "\\NonExistent " : "")
            + (marked && server.subscriptions.contains(name) ? "\\Subscribed " : "")
            + (server.hasChildren(name) ? "\\HasChildren" : "\\HasNoChildren")
            + use(name).map(use -> " " + use).orElse("")
            + ") \"/\" "
            + Wire.mailbox(name)
            + (childInfo ? " (\"CHILDINFO\" (" + info + "))" : ""));
    if (mailbox.isPresent() && meets(name, wanted) && !wanted.status().isEmpty()) {
      session.lines.add(ModelServer.statusLine(name, mailbox.get(), wanted.status()));
    }
  }

  private Optional<String> use(String name) {
    return Optional.ofNullable(server.names.get(name)).flatMap(node -> node.use);
  }

  private boolean meets(String name, Extended wanted) {
    if (wanted.criteria().isEmpty()) {
      return server.mailbox(name).isPresent();
    }
    return wanted.criteria().stream()
        .allMatch(
            criterion ->
                criterion.equals("SUBSCRIBED")
                    ? server.subscriptions.contains(name)
                    : use(name).isPresent());
  }

  private static boolean anyMatches(String name, Extended wanted, String end) {
    return wanted.patterns().stream()
        .filter(pattern -> !pattern.isEmpty() && pattern.endsWith(end))
        .anyMatch(pattern -> matches(joined(wanted.reference(), pattern), name));
  }
}
