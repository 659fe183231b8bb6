package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a message, or a whole one, put together so that all that a server can be asked about it
 * is known without parsing. Strings of octets hold one octet a character.
 */
abstract class Entity {
  /**
   * A header field.
   *
   * @param raw its value as it stands in the message, folds and encoded words included
   * @param plain its value as people read it
   */
  record Field(String name, String raw, String plain) {}

  final List<Field> fields;

  Entity(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  abstract String body();

  /** The form of this part in BODYSTRUCTURE, or in BODY (RFC 3501 §7.4.2). */
  abstract String structure(boolean extended);

  /** The part of this number below this one (RFC 3501 §6.4.5). */
  abstract Optional<Entity> child(int number);

  /** The texts that SEARCH BODY looks at. */
  abstract List<String> texts();

  /** The headers of parts, where file names stand: SEARCH TEXT looks at them, too. */
  List<String> headersOfParts() {
    return List.of();
  }

  String header() {
    StringBuilder header = new StringBuilder();
    for (Field field : fields) {
      header.append(field.name()).append(": ").append(field.raw()).append("\r\n");
    }
    return header.append("\r\n").toString();
  }

  String octets() {
    return header() + body();
  }

  /** The fields of some names, or all others, as HEADER.FIELDS gives them. */
  String chosen(List<String> names, boolean others) {
    StringBuilder header = new StringBuilder();
    for (Field field : fields) {
      if (names.stream().anyMatch(field.name()::equalsIgnoreCase) != others) {
        header.append(field.name()).append(": ").append(field.raw()).append("\r\n");
      }
    }
    return header.append("\r\n").toString();
  }

  /** The header as SEARCH TEXT sees it. */
  List<String> plainHeader() {
    List<String> lines = new ArrayList<>();
    fields.forEach(field -> lines.add(field.name() + ": " + field.plain()));
    return lines;
  }

  static long lines(String octets) {
    return octets.chars().filter(c -> c == '\n').count();
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A text, or an attachment. */
  static final class Leaf extends Entity {
    private final String type;
    private final String parameters;
    private final String encoding;
    private final String raw;
    private final Optional<String> text;
    private final Optional<String> fileName;

    /**
     * @param type in the words of BODYSTRUCTURE: {@code "TEXT" "PLAIN"}
     * @param parameters in the words of BODYSTRUCTURE
     * @param raw the body as it stands in the message
     * @param text the body as people read it; empty if it is no text
     */
    Leaf(
        List<Field> fields,
        String type,
        String parameters,
        String encoding,
        String raw,
        Optional<String> text,
        Optional<String> fileName) {
      super(fields);
      this.type = type;
      this.parameters = parameters;
      this.encoding = encoding;
      this.raw = raw;
      this.text = text;
      this.fileName = fileName;
    }

    @Override
    String body() {
      return raw;
    }

    @Override
    String structure(boolean extended) {
      String disposition =
          fileName.map(f -> "(\"ATTACHMENT\" (\"FILENAME\" " + quoted(f) + "))").orElse("NIL");
      return "("
          + type
          + " "
          + parameters
          + " NIL NIL "
          + quoted(encoding)
          + " "
          + raw.length()
          + (text.isPresent() ? " " + lines(raw) : "")
          + (extended ? " NIL " + disposition + " NIL NIL" : "")
          + ")";
    }

    @Override
    Optional<Entity> child(int number) {
      return Optional.empty();
    }

    @Override
    List<String> texts() {
      return text.map(List::of).orElse(List.of());
    }
  }

  /** A multipart. */
  static final class Multi extends Entity {
    private final String subtype;
    private final String boundary;
    private final List<Entity> parts;

    Multi(List<Field> fields, String subtype, String boundary, List<Entity> parts) {
      super(fields);
      this.subtype = subtype;
      this.boundary = boundary;
      this.parts = List.copyOf(parts);
    }

    @Override
    String body() {
      StringBuilder body = new StringBuilder();
      for (Entity part : parts) {
        body.append("--").append(boundary).append("\r\n").append(part.octets()).append("\r\n");
      }
      return body.append("--").append(boundary).append("--\r\n").toString();
    }

    @Override
    String structure(boolean extended) {
      StringBuilder all = new StringBuilder("(");
      parts.forEach(part -> all.append(part.structure(extended)));
      all.append(' ').append(quoted(subtype));
      if (extended) {
        all.append(" (\"BOUNDARY\" ").append(quoted(boundary)).append(") NIL NIL NIL");
      }
      return all.append(')').toString();
    }

    @Override
    Optional<Entity> child(int number) {
      return number <= parts.size() ? Optional.of(parts.get(number - 1)) : Optional.empty();
    }

    @Override
    List<String> texts() {
      return parts.stream().flatMap(part -> part.texts().stream()).toList();
    }

    @Override
    List<String> headersOfParts() {
      List<String> headers = new ArrayList<>();
      for (Entity part : parts) {
        headers.addAll(part.plainHeader());
        headers.addAll(part.headersOfParts());
      }
      return headers;
    }
  }

  /** A message within a message. */
  static final class Embedded extends Entity {
    final Mail mail;

    Embedded(List<Field> fields, Mail mail) {
      super(fields);
      this.mail = mail;
    }

    @Override
    String body() {
      return mail.octets();
    }

    @Override
    String structure(boolean extended) {
      return "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" "
          + body().length()
          + " "
          + mail.envelope()
          + " "
          + mail.root().structure(extended)
          + " "
          + lines(body())
          + (extended ? " NIL NIL NIL NIL" : "")
          + ")";
    }

    @Override
    Optional<Entity> child(int number) {
      return mail.part(List.of(number));
    }

    @Override
    List<String> headersOfParts() {
      return mail.root().headersOfParts();
    }

    @Override
    List<String> texts() {
      List<String> texts = new ArrayList<>(mail.root().plainHeader());
      texts.addAll(mail.root().texts());
      return texts;
    }
  }
}
