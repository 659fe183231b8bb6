package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Text of any charset that mail names, to Unicode. Never fails: octets that are not of the charset
 * become U+FFFD, and a charset that nobody knows is read as UTF-8 if it can be, else as
 * windows-1252.
 *
 * <p>The table holds names that the JDK lacks, and names that mail uses for a superset of what they
 * mean: text "in ISO-8859-1" with octets 80 to 9F is windows-1252, "gb2312" is GB 18030.
 */
public final class MailCharsets {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("iso-8859-8-i", "iso-8859-8"),
          Map.entry("iso-8859-8-e", "iso-8859-8"),
          Map.entry("iso-8859-6-i", "iso-8859-6"),
          Map.entry("gb2312", "gb18030"),
          Map.entry("gbk", "gb18030"),
          Map.entry("x-gbk", "gb18030"),
          Map.entry("cn-gb", "gb18030"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("ksc5601", "x-windows-949"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
          Map.entry("big5", "big5-hkscs"),
          Map.entry("macintosh", "x-macroman"),
          Map.entry("x-mac-roman", "x-macroman"),
          Map.entry("mac", "x-macroman"),
          Map.entry("x-mac-cyrillic", "x-maccyrillic"),
          Map.entry("utf8", "utf-8"),
          Map.entry("x-utf-8", "utf-8"),
          Map.entry("unicode-1-1-utf-8", "utf-8"),
          Map.entry("cp-850", "ibm850"),
          Map.entry("x-cp1252", "windows-1252"));

  /** No name, and those under which mail sends anything. */
  private static final Set<String> UNLABELLED = Set.of("", "us-ascii", "ascii", "ansi_x3.4-1968");

  /** Names that the JDK does not have, and that stand for no other. */
  private static final Set<String> OWN =
      Set.of("utf-7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "hz-gb-2312");

  private MailCharsets() {}

  /** The charsets of the JDK that other names stand for. */
  static Collection<String> targets() {
    return ALIASES.values();
  }

  /** The text of {@code bytes} in the charset that is called {@code name}, in any case. */
  public static String decode(String name, byte[] bytes) {
    String charset = name.trim().toLowerCase(Locale.ROOT);
    return switch (charset) {
      case "utf-7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7" -> utf7(bytes);
      case "hz-gb-2312" -> hz(bytes);
      default -> UNLABELLED.contains(charset) ? unlabelled(bytes) : known(charset, bytes);
    };
  }

  private static String known(String charset, byte[] bytes) {
    return find(charset).map(known -> new String(bytes, known)).orElseGet(() -> unlabelled(bytes));
  }

  /**
   * The charset of the JDK that mail calls {@code name}; empty for a name that nobody knows, and
   * for those that are read here by rules of their own: US-ASCII, UTF-7 and HZ.
   */
  public static Optional<Charset> ofJdk(String name) {
    String charset = name.trim().toLowerCase(Locale.ROOT);
    return isUnlabelled(name) || OWN.contains(charset) ? Optional.empty() : find(charset);
  }

  /** Whether the name tells nothing: none, or US-ASCII, under which mail sends anything. */
  static boolean isUnlabelled(String name) {
    return UNLABELLED.contains(name.trim().toLowerCase(Locale.ROOT));
  }

  /** Whether a charset is known by this name. */
  public static boolean knows(String name) {
    String charset = name.trim().toLowerCase(Locale.ROOT);
    return !charset.isEmpty()
        && (isUnlabelled(name) || OWN.contains(charset) || find(charset).isPresent());
  }

  private static Optional<Charset> find(String charset) {
    try {
      return Optional.of(Charset.forName(ALIASES.getOrDefault(charset, charset)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  /** Text of a charset that nobody told: UTF-8 if it is well-formed, else windows-1252. */
  public static String unlabelled(byte[] bytes) {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, WINDOWS_1252);
    }
  }

  /** UTF-7 (RFC 2152): runs of base64 UTF-16 between "+" and "-". */
  private static String utf7(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '+') {
        out.append(c);
        continue;
      }
      int end = at;
      while (end < text.length() && isBase64(text.charAt(end))) {
        end++;
      }
      if (end == at) {
        out.append('+');
      } else {
        byte[] units = TransferDecoder.base64(text.substring(at, end).getBytes(US_ASCII));
        for (int i = 0; i + 1 < units.length; i += 2) {
          out.append((char) ((units[i] & 0xff) << 8 | (units[i + 1] & 0xff)));
        }
      }
      at = end < text.length() && text.charAt(end) == '-' ? end + 1 : end;
    }
    return out.toString();
  }

  private static boolean isBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  /** HZ (RFC 1843): GB 2312 without the high bits between "~{" and "~}". */
  private static String hz(byte[] bytes) {
    byte[] plain = new byte[bytes.length];
    int length = 0;
    boolean gb = false;
    for (int i = 0; i < bytes.length; i++) {
      byte after = i + 1 < bytes.length ? bytes[i + 1] : 0;
      if (bytes[i] == '~' && (after == '{' || after == '}')) {
        gb = after == '{';
        i++;
      } else if (bytes[i] == '~' && (after == '~' || after == '\n')) {
        i++;
        if (after == '~') {
          plain[length++] = '~';
        }
      } else {
        gb &= bytes[i] != '\n';
        plain[length++] = gb ? (byte) (bytes[i] | 0x80) : bytes[i];
      }
    }
    return new String(plain, 0, length, Charset.forName("GB18030"));
  }
}
