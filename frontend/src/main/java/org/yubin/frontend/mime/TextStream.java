package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text of any charset that mail names, from octets that come in pieces of any size: the same text
 * comes out however they are cut. As lenient as {@link MailCharsets}.
 *
 * <p>What the JDK decodes, it decodes as a stream. The rest is decoded line by line: a line of text
 * that has no charset is UTF-8 or else windows-1252 by itself. A line of more than {@link
 * #MAX_LINE_OCTETS} is cut.
 */
public final class TextStream {
  private static final int MAX_LINE_OCTETS = 1024 * 1024;
  private static final byte[] NOTHING = {};

  private final String charset;
  private final @Nullable CharsetDecoder decoder;
  private byte[] held = NOTHING;

  /**
   * @param charset its name as mail gives it; empty: none was told
   */
  public TextStream(String charset) {
    this.charset = charset;
    this.decoder =
        MailCharsets.ofJdk(charset)
            .map(
                known ->
                    known
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE))
            .orElse(null);
  }

  /** The text that is decided by now. */
  public CharSequence read(byte[] piece) {
    byte[] octets = joined(piece);
    CharsetDecoder jdk = decoder;
    return jdk == null ? lines(octets, wholeLines(octets)) : decoded(jdk, octets, false);
  }

  /** What the end decides. */
  public CharSequence end() {
    CharsetDecoder jdk = decoder;
    return jdk == null ? lines(held, held.length) : decoded(jdk, held, true);
  }

  private byte[] joined(byte[] piece) {
    if (held.length == 0) {
      return piece;
    }
    byte[] all = Arrays.copyOf(held, held.length + piece.length);
    System.arraycopy(piece, 0, all, held.length, piece.length);
    return all;
  }

  private CharSequence decoded(CharsetDecoder jdk, byte[] octets, boolean last) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    CharBuffer out =
        CharBuffer.allocate((int) (octets.length * (double) jdk.maxCharsPerByte()) + 8);
    jdk.decode(in, out, last);
    if (last) {
      jdk.flush(out);
    }
    held = Arrays.copyOfRange(octets, in.position(), octets.length);
    return out.flip();
  }

  /** Behind the last LF, or all of a line that is too long; 0 if the line must wait. */
  private static int wholeLines(byte[] octets) {
    int at = octets.length;
    while (at > 0 && octets[at - 1] != '\n') {
      at--;
    }
    return at == 0 && octets.length > MAX_LINE_OCTETS ? octets.length : at;
  }

  private CharSequence lines(byte[] octets, int end) {
    held = Arrays.copyOfRange(octets, end, octets.length);
    if (MailCharsets.isUnlabelled(charset) && isAscii(octets, end)) {
      return new String(octets, 0, end, ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(end);
    int line = 0;
    for (int at = 0; at < end; at++) {
      if (octets[at] == '\n' || at + 1 == end) {
        text.append(MailCharsets.decode(charset, Arrays.copyOfRange(octets, line, at + 1)));
        line = at + 1;
      }
    }
    return text;
  }

  private static boolean isAscii(byte[] octets, int end) {
    for (int at = 0; at < end; at++) {
      if (octets[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
