package org.yubin.frontend.imap.random;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A message of which everything is known.
 *
 * @param root its header and body
 * @param envelope in the words of ENVELOPE
 * @param sent the day in its Date field
 */
record Mail(Entity root, String envelope, Optional<LocalDate> sent) {
  String octets() {
    return root.octets();
  }

  long size() {
    return octets().length();
  }

  /** The part that these numbers address (RFC 3501 §6.4.5). */
  Optional<Entity> part(List<Integer> path) {
    if (path.isEmpty()) {
      return Optional.of(root);
    }
    // "Every message has at least one part number": that of a message without parts is its body's.
    Optional<Entity> at =
        root instanceof Entity.Leaf
            ? Optional.of(root).filter(only -> path.get(0) == 1)
            : root.child(path.get(0));
    for (int number : path.subList(1, path.size())) {
      at = at.flatMap(part -> part.child(number));
    }
    return at;
  }

  /**
   * The octets of a section; empty if the message has none like it.
   *
   * @param kind "", HEADER, TEXT, MIME, HEADER.FIELDS or HEADER.FIELDS.NOT
   * @param names of HEADER.FIELDS
   */
  Optional<String> section(List<Integer> path, String kind, List<String> names) {
    Optional<Entity> part = part(path);
    if (path.isEmpty()) {
      return part.map(whole -> kind.isEmpty() ? octets() : of(whole, kind, names));
    }
    if (kind.isEmpty()) {
      return part.map(Entity::body);
    }
    if (kind.equals("MIME")) {
      return part.map(Entity::header);
    }
    return part.filter(Entity.Embedded.class::isInstance)
        .map(message -> of(((Entity.Embedded) message).mail.root(), kind, names));
  }

  private static String of(Entity message, String kind, List<String> names) {
    return switch (kind) {
      case "HEADER" -> message.header();
      case "TEXT" -> message.body();
      case "HEADER.FIELDS" -> message.chosen(names, false);
      case "HEADER.FIELDS.NOT" -> message.chosen(names, true);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Whether SEARCH HEADER finds the text in a field of this name. */
  boolean fieldContains(String name, String text) {
    return root.fields.stream()
        .anyMatch(field -> field.name().equalsIgnoreCase(name) && contains(field.plain(), text));
  }

  /** SEARCH BODY. */
  boolean bodyContains(String text) {
    return root.texts().stream().anyMatch(each -> contains(each, text));
  }

  /** SEARCH TEXT. */
  boolean contains(String text) {
    return bodyContains(text)
        || root.plainHeader().stream().anyMatch(line -> contains(line, text))
        || root.headersOfParts().stream().anyMatch(line -> contains(line, text));
  }

  private static boolean contains(String where, String what) {
    return where.toLowerCase(Locale.ROOT).contains(what.toLowerCase(Locale.ROOT));
  }

  /** A text as octets in UTF-8, one a character. */
  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
