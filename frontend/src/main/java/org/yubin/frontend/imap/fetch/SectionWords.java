package org.yubin.frontend.imap.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.mime.Section;

/** Sections as they stand on the wire, brackets included (RFC 3501 §9, {@code section}). */
final class SectionWords {
  /** Most header field names that one section may list. */
  static final int MAX_FIELDS = 512;

  /** Most part numbers of one section; the scanner builds no deeper trees. */
  static final int MAX_DEPTH = 128;

  private SectionWords() {}

  // section         = "[" [section-spec] "]"
  // section-spec    = section-msgtext / (section-part ["." section-text])
  // section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"
  // section-text    = section-msgtext / "MIME"
  static Section read(ImapReader in) throws ImapSyntaxException {
    in.character('[');
    ImapSyntaxException none = in.expected("a section such as 1.2.HEADER");
    String spec = in.peek(']') ? "" : in.word();
    List<Integer> part = new ArrayList<>();
    int at = 0;
    while (at < spec.length() && isDigit(spec.charAt(at))) {
      int dot = spec.indexOf('.', at);
      int end = dot < 0 ? spec.length() : dot;
      part.add(partNumber(spec.substring(at, end), none));
      at = dot < 0 ? end : end + 1;
      if ((dot >= 0 && at == spec.length()) || part.size() > MAX_DEPTH) {
        throw none;
      }
    }
    Section.Kind kind = kind(spec.substring(at), !part.isEmpty(), none);
    List<String> fields = List.of();
    if (listsFields(kind)) {
      in.sp();
      fields = in.list(ImapReader::astring);
      if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
        throw in.expected("1 to " + MAX_FIELDS + " header field names");
      }
    }
    in.character(']');
    return new Section(part, kind, fields);
  }

  private static int partNumber(String digits, ImapSyntaxException none)
      throws ImapSyntaxException {
    if (digits.length() > 9 || !digits.chars().allMatch(c -> isDigit((char) c))) {
      throw none;
    }
    int number = Integer.parseInt(digits);
    if (number == 0) {
      throw none;
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Section.Kind kind(String word, boolean ofPart, ImapSyntaxException none)
      throws ImapSyntaxException {
    for (Section.Kind kind : Section.Kind.values()) {
      if (word(kind).equals(word) && (ofPart || kind != Section.Kind.MIME)) {
        return kind;
      }
    }
    throw none;
  }

  private static String word(Section.Kind kind) {
    return switch (kind) {
      case ALL -> "";
      case HEADER -> "HEADER";
      case HEADER_FIELDS -> "HEADER.FIELDS";
      case HEADER_FIELDS_NOT -> "HEADER.FIELDS.NOT";
      case TEXT -> "TEXT";
      case MIME -> "MIME";
    };
  }

  private static boolean listsFields(Section.Kind kind) {
    return kind == Section.Kind.HEADER_FIELDS || kind == Section.Kind.HEADER_FIELDS_NOT;
  }

  /** The section in a response: as it was asked for, in capitals but for the field names. */
  static void write(Section section, ImapWriter out) {
    out.atom("[");
    out.atom(section.part().stream().map(String::valueOf).collect(Collectors.joining(".")));
    if (section.kind() != Section.Kind.ALL) {
      out.atom(section.part().isEmpty() ? "" : ".").atom(word(section.kind()));
    }
    if (listsFields(section.kind())) {
      out.sp().open();
      boolean first = true;
      for (String field : section.fields()) {
        if (!first) {
          out.sp();
        }
        first = false;
        out.astring(field);
      }
      out.close();
    }
    out.atom("]");
  }
}
