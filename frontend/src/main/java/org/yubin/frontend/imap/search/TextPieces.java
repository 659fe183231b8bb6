package org.yubin.frontend.imap.search;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.yubin.frontend.mime.MailCharsets;
import org.yubin.frontend.mime.TransferDecoder;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Octets;

/**
 * Decodes a text part that comes in pieces of any size, transfer encoding first, then charset, and
 * hands the text to a scan.
 *
 * <p>Both are decoded up to the last line end that has come, which splits neither a
 * quoted-printable escape nor, in any charset that mail uses for text, a character; base64 up to
 * its last whole quantum. The rest waits for the next piece. A run without a line end is cut when
 * it gets long: only UTF-16 in such a run can come out wrong.
 */
final class TextPieces {
  private static final int MAX_WAITING_OCTETS = 1024 * 1024;

  private final String encoding;
  private final String charset;
  private final Needle.Scan scan;
  private byte[] encoded = new byte[0];
  private byte[] decoded = new byte[0];

  TextPieces(ContentFields content, Needle.Scan scan) {
    this.encoding = content.encoding();
    this.charset = content.parameter("CHARSET").map(Octets::latin1).orElse("");
    this.scan = scan;
  }

  void read(ByteBuffer piece) {
    encoded = append(encoded, piece);
    int cut = encoding.equals("BASE64") ? wholeQuanta(encoded) : lineEnd(encoded);
    if (cut == 0 && encoded.length > MAX_WAITING_OCTETS) {
      cut = encoded.length;
    }
    byte[] ready = Arrays.copyOf(encoded, cut);
    encoded = Arrays.copyOfRange(encoded, cut, encoded.length);
    decode(ready);
  }

  private void decode(byte[] ready) {
    decoded = append(decoded, ByteBuffer.wrap(TransferDecoder.decode(encoding, ready)));
    int cut = lineEnd(decoded);
    if (cut == 0 && decoded.length > MAX_WAITING_OCTETS) {
      cut = decoded.length;
    }
    if (cut > 0) {
      scan.read(MailCharsets.decode(charset, Arrays.copyOf(decoded, cut)));
      decoded = Arrays.copyOfRange(decoded, cut, decoded.length);
    }
  }

  /** The part ends here: what waits is all that there is. */
  void end() {
    decode(encoded);
    encoded = new byte[0];
    scan.read(MailCharsets.decode(charset, decoded));
    decoded = new byte[0];
  }

  /** Behind the last LF; 0 if there is none. */
  private static int lineEnd(byte[] octets) {
    int at = octets.length;
    while (at > 0 && octets[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  /** Behind the last quantum of four characters; padding ends one, too (RFC 2045 §6.8). */
  private static int wholeQuanta(byte[] octets) {
    int whole = 0;
    int characters = 0;
    for (int i = 0; i < octets.length; i++) {
      byte c = octets[i];
      if (c == '=') {
        characters = 0;
      } else if (isBase64(c)) {
        characters = (characters + 1) & 3;
      }
      if (characters == 0) {
        whole = i + 1;
      }
    }
    return whole;
  }

  private static boolean isBase64(byte c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static byte[] append(byte[] start, ByteBuffer more) {
    byte[] all = Arrays.copyOf(start, start.length + more.remaining());
    more.get(all, start.length, more.remaining());
    return all;
  }
}
