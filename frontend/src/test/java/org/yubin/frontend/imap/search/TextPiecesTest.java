package org.yubin.frontend.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

/** Wherever a part is cut, the text in it is found. */
class TextPiecesTest {
  private static final String TEXT =
      "Erste Zeile\r\nGr\u00fc\u00dfe aus M\u00fcnchen, \u4f60\u597d\r\nletzte Zeile";

  @Test
  void eightBit() {
    assertFoundAtEveryCut("8BIT", TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void base64() {
    byte[] encoded =
        Base64.getMimeEncoder(20, new byte[] {'\r', '\n'})
            .encode(TEXT.getBytes(StandardCharsets.UTF_8));
    assertFoundAtEveryCut("BASE64", encoded);
  }

  @Test
  void quotedPrintable() {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : TEXT.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(octet < 0 ? String.format("=%02X", octet & 0xff) : (char) octet + "");
      if (octet == 'n') {
        encoded.append("=\r\n");
      }
    }
    assertFoundAtEveryCut(
        "QUOTED-PRINTABLE", encoded.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static void assertFoundAtEveryCut(String encoding, byte[] part) {
    for (int cut = 0; cut <= part.length; cut++) {
      assertThat(found(encoding, part, cut, "GR\u00dc\u00dfE aus m\u00fcnchen, \u4f60\u597d"))
          .as("%s cut at %d", encoding, cut)
          .isTrue();
      assertThat(found(encoding, part, cut, "letzte zeile")).isTrue();
      assertThat(found(encoding, part, cut, "letzte zeilen")).isFalse();
    }
  }

  private static boolean found(String encoding, byte[] part, int cut, String text) {
    Needle.Scan scan = Needle.of(text).scan();
    ContentFields plain = ContentFields.plainText();
    ContentFields content =
        new ContentFields(
            "TEXT",
            "PLAIN",
            List.of(new Parameter("CHARSET", Octets.latin1("utf-8"))),
            plain.id(),
            plain.description(),
            encoding,
            plain.md5(),
            plain.disposition(),
            plain.language(),
            plain.location());
    TextPieces pieces = new TextPieces(content, scan);
    pieces.read(ByteBuffer.wrap(part, 0, cut));
    pieces.read(ByteBuffer.wrap(part, cut, part.length - cut));
    pieces.end();
    return scan.found();
  }
}
