package org.yubin.frontend.imap.random;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An item of FETCH (RFC 3501 §6.4.5).
 *
 * @param asked as the client asks for it
 * @param value gives name and value
 */
record FetchAtt(String asked, boolean setsSeen, Value value) {
  /** What it is of a message. */
  interface Value {
    String of(ModelSession session, ModelMailbox.Message message);
  }

  static final FetchAtt FLAGS = item("FLAGS", (session, message) -> session.flags(message));
  static final FetchAtt UID = item("UID", (session, message) -> "" + message.uid);
  static final FetchAtt MODSEQ =
      item("MODSEQ", (session, message) -> "(" + ModelMailbox.modSeq(message.changed) + ")");
  static final FetchAtt INTERNALDATE =
      item("INTERNALDATE", (session, message) -> '"' + message.internalDate + '"');
  static final FetchAtt SIZE = item("RFC822.SIZE", (session, message) -> "" + message.mail.size());
  static final FetchAtt ENVELOPE = item("ENVELOPE", (session, message) -> message.mail.envelope());
  static final FetchAtt BODY =
      item("BODY", (session, message) -> message.mail.root().structure(false));
  static final FetchAtt BODYSTRUCTURE =
      item("BODYSTRUCTURE", (session, message) -> message.mail.root().structure(true));
  static final FetchAtt RFC822 = named("RFC822", true, "");
  static final FetchAtt RFC822_HEADER = named("RFC822.HEADER", false, "HEADER");
  static final FetchAtt RFC822_TEXT = named("RFC822.TEXT", true, "TEXT");

  static final List<FetchAtt> FAST = List.of(FLAGS, INTERNALDATE, SIZE);
  static final List<FetchAtt> ALL = List.of(FLAGS, INTERNALDATE, SIZE, ENVELOPE);
  static final List<FetchAtt> FULL = List.of(FLAGS, INTERNALDATE, SIZE, ENVELOPE, BODY);

  /** Items that need no arguments. */
  static final List<FetchAtt> PLAIN =
      List.of(
          FLAGS,
          FLAGS,
          UID,
          UID,
          MODSEQ,
          INTERNALDATE,
          SIZE,
          ENVELOPE,
          BODY,
          BODYSTRUCTURE,
          RFC822,
          RFC822_HEADER,
          RFC822_TEXT);

  String answer(ModelSession session, ModelMailbox.Message message) {
    return value.of(session, message);
  }

  private static FetchAtt item(String name, Value value) {
    return new FetchAtt(name, false, (session, m) -> name + " " + value.of(session, m));
  }

  private static FetchAtt named(String name, boolean setsSeen, String kind) {
    return new FetchAtt(
        name,
        setsSeen,
        (session, m) -> name + " " + nstring(m.mail.section(List.of(), kind, List.of())));
  }

  /** The octet window of a section. */
  record Window(int from, int octets) {}

  /** {@code BODY[...]<...>} and {@code BODY.PEEK[...]<...>}. */
  static FetchAtt section(
      boolean peek, List<Integer> path, String kind, List<String> names, Optional<Window> window) {
    String numbers = path.stream().map(String::valueOf).collect(Collectors.joining("."));
    String words = numbers + (numbers.isEmpty() || kind.isEmpty() ? "" : ".") + kind;
    String fields = names.isEmpty() ? "" : " (" + String.join(" ", names) + ")";
    String section = "[" + words + fields + "]";
    return new FetchAtt(
        (peek ? "BODY.PEEK" : "BODY")
            + section
            + window.map(w -> "<" + w.from() + "." + w.octets() + ">").orElse(""),
        !peek,
        (session, m) -> {
          Optional<String> whole = m.mail.section(path, kind, names);
          Optional<String> cut =
              whole.map(octets -> window.map(w -> cut(octets, w)).orElse(octets));
          String origin = window.map(w -> "<" + w.from() + ">").orElse("");
          return "BODY" + section + origin + " " + nstring(cut);
        });
  }

  private static String cut(String octets, Window window) {
    int from = Math.min(window.from(), octets.length());
    return octets.substring(from, Math.min(octets.length(), from + window.octets()));
  }

  private static String nstring(Optional<String> octets) {
    return octets.map(o -> "{" + o.length() + "}\r\n" + o).orElse("NIL");
  }
}
