package org.yubin.frontend.imap.search;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Optional;
import org.yubin.frontend.mime.MailCharsets;

/**
 * The charset of the strings of a SEARCH (RFC 3501 §6.4.4): any that the JDK has or mail names.
 *
 * @param name as it was given; empty: none, so that strings are UTF-8 or else windows-1252, as
 *     everywhere where nobody tells
 */
public record SearchCharset(String name) {
  public static final SearchCharset NONE = new SearchCharset("");

  /** What is told to those who ask for an unknown one: of two hundred, those that mail uses. */
  public static final List<String> TOLD =
      List.of(
          "US-ASCII",
          "UTF-8",
          "ISO-8859-1",
          "ISO-8859-2",
          "ISO-8859-5",
          "ISO-8859-7",
          "ISO-8859-15",
          "WINDOWS-1250",
          "WINDOWS-1251",
          "WINDOWS-1252",
          "KOI8-R",
          "ISO-2022-JP",
          "SHIFT_JIS",
          "EUC-JP",
          "GB18030",
          "BIG5",
          "EUC-KR",
          "UTF-16");

  /** The charset of that name, in any case; empty if it is not known. */
  public static Optional<SearchCharset> of(String name) {
    return MailCharsets.knows(name) ? Optional.of(new SearchCharset(name)) : Optional.empty();
  }

  /** The text of a string; empty if its octets are not of the charset. */
  Optional<String> decode(byte[] octets) {
    Optional<Charset> charset = MailCharsets.ofJdk(name);
    if (charset.isEmpty()) {
      return Optional.of(MailCharsets.decode(name, octets));
    }
    try {
      return Optional.of(
          charset
              .get()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(octets))
              .toString());
    } catch (CharacterCodingException notOfIt) {
      return Optional.empty();
    }
  }
}
