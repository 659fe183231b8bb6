package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

/**
 * The {@code ;name=value} list behind a media type or a disposition (RFC 2045 §5.1, RFC 2183 §2).
 *
 * <p>RFC 9051 §7.5.2 asks to join the continuations of RFC 2231: {@code name*0}, {@code name*1}
 * become {@code NAME}. Where a piece is percent-encoded they become {@code NAME*} in the form of
 * one such parameter, {@code charset'language'percent-encoded}, pieces that were plain being
 * encoded: every client that reads RFC 2231 reads that, and no octet is lost to a wrong charset. A
 * parameter that is not continued stays as sent.
 *
 * <p>An unquoted value with blanks or specials in it runs to the next semicolon.
 */
final class MimeParameters {
  static final int MAX_PARAMETERS = 128;
  private static final int MAX_PIECES = 1000;

  /** What RFC 2231 §7 lets stand for itself in a percent-encoded value. */
  private static final String NO_ATTRIBUTE_CHARACTER = "*'%";

  private record Piece(String value, boolean encoded) {}

  /** One parameter on its way: a value, or its pieces by number. */
  private static final class Entry {
    @Nullable String value;
    final TreeMap<Integer, Piece> pieces = new TreeMap<>();
  }

  private MimeParameters() {}

  /** Reads to the end of {@code in}; of two parameters of the same name the first counts. */
  static List<Parameter> parse(FieldReader in) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < MAX_PARAMETERS && !in.atEnd(); i++) {
      in.skipTo(';');
      in.accept(';');
      in.skipCfws();
      String name = in.readToken().toUpperCase(Locale.ROOT);
      in.skipCfws();
      if (name.isEmpty() || !in.accept('=')) {
        continue;
      }
      in.skipCfws();
      add(entries, name, value(in));
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    entries.forEach((name, entry) -> put(parameters, parameter(name, entry), name));
    return new ArrayList<>(parameters.values());
  }

  /** What was continued goes before what was sent whole under the same name. */
  private static void put(Map<String, Parameter> parameters, Parameter parameter, String key) {
    if (key.endsWith("*0")) {
      parameters.put(parameter.name(), parameter);
    } else {
      parameters.putIfAbsent(parameter.name(), parameter);
    }
  }

  private static String value(FieldReader in) {
    String quoted = in.readQuoted();
    if (quoted != null) {
      return quoted;
    }
    int start = in.position();
    String token = in.readToken();
    in.skipCfws();
    if (!token.isEmpty() && (in.atEnd() || in.peek() == ';')) {
      return token;
    }
    in.moveTo(start);
    in.accept('"'); // an opening quote that nothing closes
    return in.readUntil(';');
  }

  private static void add(Map<String, Entry> entries, String name, String value) {
    boolean encoded = name.endsWith("*");
    String plain = encoded ? name.substring(0, name.length() - 1) : name;
    int star = plain.lastIndexOf('*');
    int number = star < 1 ? -1 : number(plain.substring(star + 1));
    if (number >= 0) {
      String key = plain.substring(0, star) + "*0";
      entries
          .computeIfAbsent(key, k -> new Entry())
          .pieces
          .putIfAbsent(number, new Piece(value, encoded));
    } else {
      Entry entry = entries.computeIfAbsent(name, k -> new Entry());
      entry.value = entry.value == null ? value : entry.value;
    }
  }

  /** The number of a piece, or -1: digits without a leading zero (RFC 2231 §3). */
  private static int number(String digits) {
    if (digits.isEmpty()
        || digits.length() > 3
        || (digits.length() > 1 && digits.charAt(0) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number < MAX_PIECES ? number : -1;
  }

  private static Parameter parameter(String key, Entry entry) {
    if (entry.value != null) {
      return new Parameter(key, Octets.latin1(entry.value));
    }
    String name = key.substring(0, key.length() - 2);
    boolean encoded = entry.pieces.values().stream().anyMatch(Piece::encoded);
    StringBuilder value = new StringBuilder();
    int expected = entry.pieces.isEmpty() ? 0 : entry.pieces.firstKey();
    if (encoded && !(expected == 0 && entry.pieces.firstEntry().getValue().encoded())) {
      value.append("''"); // no charset was told
    }
    for (Map.Entry<Integer, Piece> piece : entry.pieces.entrySet()) {
      if (piece.getKey() != expected++) {
        break; // a piece is missing: what follows it cannot be placed
      }
      String text = piece.getValue().value();
      value.append(encoded && !piece.getValue().encoded() ? percentEncoded(text) : text);
    }
    return new Parameter(encoded ? name + "*" : name, Octets.latin1(value.toString()));
  }

  private static String percentEncoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(ISO_8859_1)) {
      char c = (char) (octet & 0xff);
      if (FieldReader.isTokenCharacter(c) && NO_ATTRIBUTE_CHARACTER.indexOf(c) < 0) {
        out.append(c);
      } else {
        out.append('%').append("%02X".formatted((int) c));
      }
    }
    return out.toString();
  }
}
