package org.yubin.frontend.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yubin.account.model.MailboxNameRules;

/**
 * Mailbox names on the wire: modified UTF-7 (RFC 3501 §5.1.3) there, Unicode in NFC inside. INBOX
 * is one name whatever its case, and so is the first level that it is (RFC 3501 §5.1). Names that
 * come as plain UTF-8 are understood too, for clients that send what they should not.
 */
public final class MailboxNames {
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

  private MailboxNames() {}

  /** The name as it goes onto the wire, in modified UTF-7. */
  public static String encode(String name) {
    StringBuilder wire = new StringBuilder(name.length() + 8);
    int at = 0;
    while (at < name.length()) {
      char c = name.charAt(at);
      if (c == '&') {
        wire.append("&-");
        at++;
      } else if (direct(c)) {
        wire.append(c);
        at++;
      } else {
        int end = at;
        while (end < name.length() && !direct(name.charAt(end))) {
          end++;
        }
        shift(name, at, end, wire);
        at = end;
      }
    }
    return wire.toString();
  }

  /** The name that these octets spell, or empty when they are neither modified UTF-7 nor UTF-8. */
  public static Optional<String> decode(byte[] wire) {
    return text(wire).flatMap(MailboxNames::unshift).map(MailboxNameRules::normal);
  }

  private static Optional<String> text(byte[] wire) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(wire)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static Optional<String> unshift(String wire) {
    StringBuilder name = new StringBuilder(wire.length());
    boolean afterShift = false;
    for (int at = 0; at < wire.length(); at++) {
      char c = wire.charAt(at);
      if (c < 0x20 || c == 0x7f) {
        return Optional.empty();
      }
      if (c != '&') {
        name.append(c);
        afterShift = false;
        continue;
      }
      int end = wire.indexOf('-', at);
      if (end < 0) {
        return Optional.empty();
      }
      if (end == at + 1) {
        name.append('&');
        afterShift = false;
      } else {
        // Two shifts in a row could have been one: forbidden, so that a name has one spelling.
        if (afterShift || !appendUtf16(wire.substring(at + 1, end), name)) {
          return Optional.empty();
        }
        afterShift = true;
      }
      at = end;
    }
    return Optional.of(name.toString());
  }

  private static boolean direct(char c) {
    return c >= 0x20 && c <= 0x7e;
  }

  private static void shift(String name, int from, int to, StringBuilder wire) {
    wire.append('&');
    int bits = 0;
    int held = 0;
    for (int i = from; i < to; i++) {
      held = held << 16 | name.charAt(i);
      bits += 16;
      while (bits >= 6) {
        bits -= 6;
        wire.append(BASE64.charAt(held >>> bits & 0x3f));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      wire.append(BASE64.charAt(held << (6 - bits) & 0x3f));
    }
    wire.append('-');
  }

  private static boolean appendUtf16(String base64, StringBuilder name) {
    int bits = 0;
    int held = 0;
    int start = name.length();
    for (int i = 0; i < base64.length(); i++) {
      int value = BASE64.indexOf(base64.charAt(i));
      if (value < 0) {
        return false;
      }
      held = held << 6 | value;
      bits += 6;
      if (bits >= 16) {
        bits -= 16;
        char unit = (char) (held >>> bits);
        held &= (1 << bits) - 1;
        // What can stand for itself must, and an ampersand as "&-" (RFC 3501 §5.1.3).
        if (direct(unit) || unit < 0x20 || unit == 0x7f) {
          return false;
        }
        name.append(unit);
      }
    }
    return bits < 6 && held == 0 && name.length() > start && pairedSurrogates(name, start);
  }

  private static boolean pairedSurrogates(StringBuilder name, int from) {
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i >= name.length() || !Character.isLowSurrogate(name.charAt(i))) {
          return false;
        }
      } else if (Character.isLowSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
