package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

/**
 * Header values as text: encoded words (RFC 2047) and encoded parameters (RFC 2231) decoded, of any
 * charset that {@link MailCharsets} knows. What SEARCH compares with (RFC 9051 §6.4.4); ENVELOPE
 * and BODYSTRUCTURE send the octets undecoded.
 *
 * <p>Lenient: encoded words count wherever they stand, also inside quoted strings and side by side;
 * one whose text is of no known encoding stays as it is. Raw 8-bit octets are read as UTF-8, or
 * else as windows-1252. Words next to each other in the same charset are decoded together, since
 * some mailers cut characters in two.
 */
public final class HeaderDecoder {
  private HeaderDecoder() {}

  /** The fields whose parameters may be encoded (RFC 2231 §1). */
  private static final Set<String> WITH_PARAMETERS = Set.of("content-type", "content-disposition");

  /**
   * The decoded values of every field called {@code name} (in any case) in a header block, in its
   * order; none if there is no such field. A field without a value gives an empty string; one whose
   * parameters are split or encoded (RFC 2231) gives these once more, put together and decoded.
   */
  public static List<String> values(Octets header, String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    HeaderBlock block = new HeaderBlock(header.toByteArray());
    List<String> values = new ArrayList<>();
    for (HeaderBlock.Field field : block.fields()) {
      if (!wanted.isEmpty() && field.name().equals(wanted)) {
        Octets value = Octets.of(block.unfolded(field));
        values.add(decode(value));
        values.addAll(encodedParameters(field.name(), value));
      }
    }
    return values;
  }

  /** The text of a header block, field by field, names included; parameters as above. */
  public static List<String> lines(Octets header) {
    HeaderBlock block = new HeaderBlock(header.toByteArray());
    List<String> lines = new ArrayList<>();
    for (HeaderBlock.Field field : block.fields()) {
      lines.add(decode(Octets.of(block.line(field))));
      lines.addAll(encodedParameters(field.name(), Octets.of(block.unfolded(field))));
    }
    return lines;
  }

  private static List<String> encodedParameters(String field, Octets value) {
    String raw = value.latin1();
    if (!WITH_PARAMETERS.contains(field) || raw.indexOf('*') < 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Parameter parameter : MimeParameters.parse(new FieldReader(raw))) {
      boolean encoded = parameter.name().endsWith("*");
      texts.add(encoded ? extended(parameter.value()) : decode(parameter.value()));
    }
    return texts;
  }

  /** The text of an unfolded header value. */
  public static String decode(Octets value) {
    String raw = value.latin1();
    StringBuilder out = new StringBuilder();
    int plain = 0; // where the text begins that is not yet decoded
    int at = raw.indexOf("=?");
    while (at >= 0) {
      Word word = word(raw, at);
      if (word == null) {
        at = raw.indexOf("=?", at + 2);
        continue;
      }
      out.append(plainText(raw.substring(plain, at)));
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      octets.writeBytes(word.octets().toByteArray());
      Word last = word;
      int next = nextWord(raw, last.end());
      Word following = next < 0 ? null : word(raw, next);
      while (following != null) {
        if (!following.charset().equals(last.charset())) {
          out.append(MailCharsets.decode(last.charset(), octets.toByteArray()));
          octets.reset();
        }
        octets.writeBytes(following.octets().toByteArray());
        last = following;
        next = nextWord(raw, last.end());
        following = next < 0 ? null : word(raw, next);
      }
      out.append(MailCharsets.decode(last.charset(), octets.toByteArray()));
      plain = last.end();
      at = raw.indexOf("=?", plain);
    }
    return out.append(plainText(raw.substring(plain))).toString();
  }

  private static String plainText(String octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (octets.charAt(i) > 0x7f) {
        return MailCharsets.unlabelled(octets.getBytes(ISO_8859_1));
      }
    }
    return octets;
  }

  /** Where an encoded word follows with but blanks before it, which do not count; else -1. */
  private static int nextWord(String raw, int from) {
    int at = from;
    while (at < raw.length() && (raw.charAt(at) == ' ' || raw.charAt(at) == '\t')) {
      at++;
    }
    return raw.startsWith("=?", at) ? at : -1;
  }

  private record Word(String charset, Octets octets, int end) {}

  /** "=?" charset ["*" language] "?" encoding "?" text "?=" at {@code at}, or null. */
  private static @Nullable Word word(String raw, int at) {
    int charsetEnd = raw.indexOf('?', at + 2);
    if (charsetEnd < 0 || charsetEnd - at > 80 || charsetEnd + 2 >= raw.length()) {
      return null;
    }
    char encoding = Character.toUpperCase(raw.charAt(charsetEnd + 1));
    int end = raw.indexOf("?=", charsetEnd + 3);
    if (raw.charAt(charsetEnd + 2) != '?' || end < 0 || (encoding != 'B' && encoding != 'Q')) {
      return null;
    }
    String charset = raw.substring(at + 2, charsetEnd);
    int star = charset.indexOf('*');
    byte[] text = raw.substring(charsetEnd + 3, end).getBytes(ISO_8859_1);
    byte[] octets = encoding == 'B' ? TransferDecoder.base64(text) : q(text);
    return new Word(
        (star < 0 ? charset : charset.substring(0, star)).toLowerCase(Locale.ROOT),
        Octets.of(octets),
        end + 2);
  }

  /** The "Q" encoding (RFC 2047 §4.2). */
  private static byte[] q(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
      if (text[i] == '=' && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(text[i] == '_' ? ' ' : text[i]);
      }
    }
    return out.toByteArray();
  }

  /**
   * The text of a parameter such as {@code FILENAME}: the one encoded by RFC 2231 if there is one,
   * else the plain one, in which encoded words count though RFC 2047 §5 forbids them there.
   */
  public static Optional<String> parameter(List<Parameter> parameters, String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return value(parameters, upper + "*")
        .map(HeaderDecoder::extended)
        .or(() -> value(parameters, upper).map(HeaderDecoder::decode));
  }

  private static Optional<Octets> value(List<Parameter> parameters, String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().map(Parameter::value);
  }

  /** charset "'" language "'" percent-encoded text (RFC 2231 §4). */
  private static String extended(Octets value) {
    String raw = value.latin1();
    int charsetEnd = raw.indexOf('\'');
    int languageEnd = charsetEnd < 0 ? -1 : raw.indexOf('\'', charsetEnd + 1);
    String charset = languageEnd < 0 ? "" : raw.substring(0, charsetEnd);
    byte[] text = raw.substring(languageEnd + 1).getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
      if (text[i] == '%' && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(text[i]);
      }
    }
    return MailCharsets.decode(charset, out.toByteArray());
  }
}
