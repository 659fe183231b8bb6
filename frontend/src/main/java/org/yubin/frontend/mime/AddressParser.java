package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yubin.persistence.summary.Address;
import org.yubin.persistence.summary.Octets;

/**
 * Address lists of RFC 5322 §3.4 and §4.4, read leniently, as ENVELOPE wants them (RFC 9051
 * §7.5.2).
 *
 * <p>Names and local parts lose their quotes; encoded words stay as they are. A comment behind an
 * address that has no name is its name. {@code John joe@example.org} is read as if it had its angle
 * brackets, a lone word as a mailbox with an empty host. A quote that nothing closes is skipped.
 */
final class AddressParser {
  /** Addresses, group marks among them, that are kept of one field. */
  static final int MAX_ADDRESSES = 4096;

  private static final int MAX_ROUTE = 1000;
  private static final String ENDS_ATOM = "()<>,;:@\"";

  private final FieldReader in;
  private final List<Address> out = new ArrayList<>();
  private boolean inGroup;

  /** A word of a phrase or of a local part, and whether blanks or comments stood before it. */
  private record Word(String text, boolean spaced) {}

  private AddressParser(String value) {
    in = new FieldReader(value);
  }

  static List<Address> parse(String value) {
    AddressParser parser = new AddressParser(value);
    parser.list();
    return parser.out;
  }

  private void list() {
    while (out.size() < MAX_ADDRESSES) {
      in.skipCfws();
      if (in.atEnd()) {
        break;
      }
      if (in.accept(',')) {
        in.takeComment();
      } else if (in.accept(';')) {
        endGroup();
      } else {
        addressOrGroup();
      }
    }
    endGroup();
  }

  private void endGroup() {
    if (inGroup) {
      out.add(Address.groupEnd());
      inGroup = false;
    }
  }

  private void addressOrGroup() {
    List<Word> words = new ArrayList<>();
    while (true) {
      int before = in.position();
      in.skipCfws();
      boolean spaced = in.position() > before;
      switch (in.peek()) {
        case '<' -> {
          angle(phrase(words, 0, words.size()));
          return;
        }
        case '@' -> {
          addrSpec(words);
          return;
        }
        case ':' -> {
          in.next();
          if (!inGroup) {
            out.add(Address.groupStart(Octets.latin1(phrase(words, 0, words.size()))));
            inGroup = true;
            return;
          }
        }
        case ',', ';', '\0' -> {
          if (in.atEnd() || in.peek() != '\0') {
            add("", "", phrase(words, 0, words.size()), "");
            return;
          }
          in.next();
        }
        default -> words.add(word(spaced));
      }
    }
  }

  private Word word(boolean spaced) {
    String quoted = in.readQuoted();
    if (quoted != null) {
      return new Word(quoted, spaced);
    }
    String encoded = in.readEncodedWord();
    if (!encoded.isEmpty()) {
      return new Word(encoded, spaced);
    }
    int start = in.position();
    while (!in.atEnd() && !FieldReader.isSpace(in.peek()) && ENDS_ATOM.indexOf(in.peek()) < 0) {
      in.next();
    }
    if (in.position() > start) {
      return new Word(in.since(start), spaced);
    }
    in.next(); // a stray special
    return new Word("", spaced);
  }

  private static String phrase(List<Word> words, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (Word word : words.subList(from, to)) {
      if (word.spaced() && text.length() > 0 && !word.text().isEmpty()) {
        text.append(' ');
      }
      text.append(word.text());
    }
    return text.toString();
  }

  /** local-part "@" domain, the local part being the last of {@code words} and those tied to it. */
  private void addrSpec(List<Word> words) {
    int first = Math.max(0, words.size() - 1);
    while (first > 0 && tied(words.get(first - 1), words.get(first))) {
      first--;
    }
    String name = phrase(words, 0, first);
    StringBuilder local = new StringBuilder();
    words.subList(first, words.size()).forEach(w -> local.append(w.text()));
    String host = domains(local);
    in.skipCfws();
    if (in.peek() == '<') { // an address as the name of an address
      angle((name.isEmpty() ? "" : name + " ") + local + "@" + host);
      return;
    }
    add(name, "", local.toString(), host);
  }

  private static boolean tied(Word left, Word right) {
    return !right.spaced() || left.text().endsWith(".") || right.text().startsWith(".");
  }

  /** The domain behind the last "@"; what stands before it goes to {@code local}. */
  private String domains(StringBuilder local) {
    String host = "";
    boolean more = false;
    while (in.accept('@')) {
      if (more) {
        local.append('@').append(host);
      }
      host = domain();
      more = true;
      int before = in.position();
      in.skipCfws();
      if (in.peek() != '@') {
        in.moveTo(before);
      }
    }
    return host;
  }

  /** A domain or a domain literal, its blanks and comments removed. */
  private String domain() {
    StringBuilder out = new StringBuilder();
    while (true) {
      int before = in.position();
      in.skipCfws();
      boolean goesOn = out.length() == 0 || in.peek() == '.' || out.charAt(out.length() - 1) == '.';
      int start = in.position();
      if (in.peek() == '[') {
        domainLiteral();
      } else {
        while (!in.atEnd() && !FieldReader.isSpace(in.peek()) && ENDS_ATOM.indexOf(in.peek()) < 0) {
          in.next();
        }
      }
      if (!goesOn || in.position() == start) {
        in.moveTo(before);
        return out.toString();
      }
      out.append(in.since(start));
    }
  }

  private void domainLiteral() {
    while (!in.atEnd() && ",;<>\"".indexOf(in.peek()) < 0) {
      if (in.next() == ']') {
        return;
      }
    }
  }

  /** "<" [route ":"] addr-spec ">" (RFC 5322 §4.4 for the route). */
  private void angle(String name) {
    in.next();
    in.skipCfws();
    String adl = in.peek() == '@' ? route() : "";
    StringBuilder local = new StringBuilder();
    String host = "";
    boolean hasHost = false;
    while (!in.atEnd() && in.peek() != '>' && in.peek() != ',') {
      in.skipCfws();
      if (in.peek() == '@') {
        if (hasHost) {
          local.append('@').append(host);
        }
        host = domains(local);
        hasHost = true;
      } else if (!in.atEnd() && in.peek() != '>' && in.peek() != ',') {
        Word word = word(false);
        if (hasHost) {
          continue; // junk behind the domain
        }
        local.append(word.text());
      }
    }
    in.accept('>');
    while (!in.atEnd() && ",;<".indexOf(in.peek()) < 0) { // a comment, or junk
      in.skipCfws();
      if (!in.atEnd() && ",;<".indexOf(in.peek()) < 0 && in.readQuoted() == null) {
        in.next();
      }
    }
    add(name, adl, local.toString(), host);
  }

  /** The route, empty (and nothing read) if no colon ends it inside the angle brackets. */
  private String route() {
    int start = in.position();
    StringBuilder route = new StringBuilder();
    while (!in.atEnd() && in.peek() != '>' && route.length() < MAX_ROUTE) {
      char c = in.next();
      if (c == ':') {
        return route.toString();
      }
      if (!FieldReader.isSpace(c)) {
        route.append(c);
      }
    }
    in.moveTo(start);
    return "";
  }

  private void add(String name, String adl, String mailbox, String host) {
    in.skipCfws();
    String comment = in.takeComment();
    String display = name.isEmpty() ? comment : name;
    if (mailbox.isEmpty() && host.isEmpty() && display.isEmpty() && adl.isEmpty()) {
      return;
    }
    out.add(
        new Address(
            optional(display),
            optional(adl),
            Optional.of(Octets.latin1(mailbox)),
            Optional.of(Octets.latin1(host))));
  }

  private static Optional<Octets> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Octets.latin1(text));
  }
}
