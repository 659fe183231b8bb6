package org.yubin.node.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header of a message in an mbox: the fields in which mailbox programs keep flags there, and
 * the header without them.
 *
 * <pre>
 * Status: RO                R \Seen, O not \Recent
 * X-Status: AFTD            A \Answered, F \Flagged, T \Draft, D \Deleted
 * X-Keywords: a b           keywords
 * X-Mozilla-Status: 0005    Thunderbird: 1 read, 2 replied, 4 starred, 8 deleted, 1000 forwarded
 * X-Mozilla-Keys: a b
 * </pre>
 */
final class MboxHeader {
  private static final Set<String> NOTES =
      Set.of(
          "status",
          "x-status",
          "x-keywords",
          "x-uid",
          "x-imap",
          "x-imapbase",
          "content-length",
          "x-mozilla-status",
          "x-mozilla-status2",
          "x-mozilla-keys");

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Set<String> flags = new LinkedHashSet<>();
  private boolean internal;
  private boolean gone;

  private MboxHeader() {}

  static MboxHeader of(byte[] header) {
    MboxHeader parsed = new MboxHeader();
    int at = 0;
    while (at < header.length) {
      int end = at;
      do {
        end = lineEnd(header, end);
      } while (end < header.length && (header[end] == ' ' || header[end] == '\t'));
      parsed.field(header, at, end);
      at = end;
    }
    return parsed;
  }

  private static int lineEnd(byte[] header, int from) {
    int at = from;
    while (at < header.length && header[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, header.length);
  }

  private void field(byte[] header, int from, int to) {
    String text = new String(header, from, to - from, StandardCharsets.ISO_8859_1);
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (!NOTES.contains(name)) {
      kept.write(header, from, to - from);
      return;
    }
    String value = text.substring(colon + 1).strip();
    switch (name) {
      case "status" -> letters(value, "R", List.of("\\Seen"));
      case "x-status" ->
          letters(value, "AFTD", List.of("\\Answered", "\\Flagged", "\\Draft", "\\Deleted"));
      case "x-keywords", "x-mozilla-keys" -> words(value);
      case "x-mozilla-status" -> mozilla(value);
      case "x-imap" -> internal = true;
      default -> {}
    }
  }

  private void letters(String value, String letters, List<String> meant) {
    for (int i = 0; i < letters.length(); i++) {
      if (value.indexOf(letters.charAt(i)) >= 0) {
        flags.add(meant.get(i));
      }
    }
  }

  private void words(String value) {
    Pattern.compile("[^\\s,]+").matcher(value).results().forEach(word -> flags.add(word.group()));
  }

  private void mozilla(String value) {
    int bits;
    try {
      bits = Integer.parseInt(value, 16);
    } catch (NumberFormatException damaged) {
      return;
    }
    gone = (bits & 0x8) != 0;
    List<String> meant = List.of("\\Seen", "\\Answered", "\\Flagged");
    for (int i = 0; i < meant.size(); i++) {
      if ((bits & 1 << i) != 0) {
        flags.add(meant.get(i));
      }
    }
    if ((bits & 0x1000) != 0) {
      flags.add("$Forwarded");
    }
  }

  Set<String> flags() {
    return flags;
  }

  /** The header without the notes. */
  byte[] kept() {
    return kept.toByteArray();
  }

  /** Whether this is no message but the notes of a mailbox program (c-client) on its folder. */
  boolean isInternal() {
    return internal
        && new String(kept.toByteArray(), StandardCharsets.ISO_8859_1)
            .contains("FOLDER INTERNAL DATA");
  }

  /** Whether Thunderbird shows the message no more. */
  boolean isGone() {
    return gone;
  }
}
