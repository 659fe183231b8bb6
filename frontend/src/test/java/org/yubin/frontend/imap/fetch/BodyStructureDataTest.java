package org.yubin.frontend.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.mime.MessageScanner;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Extent;
import org.yubin.persistence.summary.MessageSummary;

class BodyStructureDataTest {

  @Test
  void plainMessage_isTextPlain() {
    assertThat(structure("Subject: a\r\n\r\none\r\ntwo\r\n", false))
        .isEqualTo("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 10 2)");
  }

  @Test
  void extensionData_onlyInBodyStructure() {
    String message =
        """
        Content-Type: text/html; charset=utf-8; format=flowed
        Content-ID: <a@b>
        Content-Description: The "text"
        Content-Transfer-Encoding: quoted-printable
        Content-MD5: Q2hlY2s=
        Content-Disposition: attachment; filename="a b.html"
        Content-Language: en, fr
        Content-Location: http://example.org/

        x
        """;
    assertThat(structure(crlf(message), false))
        .isEqualTo(
            "(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\" \"FORMAT\" \"flowed\") \"<a@b>\""
                + " \"The \\\"text\\\"\" \"QUOTED-PRINTABLE\" 3 1)");
    assertThat(structure(crlf(message), true))
        .isEqualTo(
            "(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\" \"FORMAT\" \"flowed\") \"<a@b>\""
                + " \"The \\\"text\\\"\" \"QUOTED-PRINTABLE\" 3 1 \"Q2hlY2s=\""
                + " (\"ATTACHMENT\" (\"FILENAME\" \"a b.html\")) (\"en\" \"fr\")"
                + " \"http://example.org/\")");
  }

  @Test
  void multipart_hasNoSpaceBetweenParts() {
    String message =
        """
        Content-Type: multipart/mixed; boundary=b

        --b

        one
        --b
        Content-Type: image/png
        Content-Transfer-Encoding: base64

        AAAA
        --b--
        """;
    assertThat(structure(crlf(message), false))
        .isEqualTo(
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3 0)"
                + "(\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 4) \"MIXED\")");
    assertThat(structure(crlf(message), true))
        .isEqualTo(
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3 0 NIL NIL NIL NIL)"
                + "(\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 4 NIL NIL NIL NIL)"
                + " \"MIXED\" (\"BOUNDARY\" \"b\") NIL NIL NIL)");
  }

  @Test
  void messageWithinMessage_hasEnvelopeBodyAndLines() {
    String message =
        """
        Content-Type: multipart/digest; boundary=b

        --b

        Subject: inner

        text
        --b--
        """;
    assertThat(structure(crlf(message), false))
        .isEqualTo(
            "((\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 22"
                + " (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                + " (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 4 0)"
                + " 2) \"DIGEST\")");
  }

  @Test
  void messageGlobal_isBasic_sinceRev1KnowsNoOther() {
    ContentFields global = ContentFields.plainText().as("MESSAGE", "GLOBAL", java.util.List.of());
    BodyPart inner = new BodyPart.Leaf(ContentFields.plainText(), new Extent(10, 2, 3, 1));
    BodyPart part = new BodyPart.Message(global, new Extent(0, 10, 5, 2), Envelope.EMPTY, inner);
    assertThat(Written.by(out -> BodyStructureData.write(part, false, out)))
        .isEqualTo("(\"MESSAGE\" \"GLOBAL\" NIL NIL NIL \"7BIT\" 5)");
  }

  private static String structure(String message, boolean extensible) {
    MessageSummary summary = summary(message);
    return Written.by(out -> BodyStructureData.write(summary.body(), extensible, out));
  }

  private static MessageSummary summary(String message) {
    MessageScanner scanner = new MessageScanner();
    scanner.update(message.getBytes(StandardCharsets.ISO_8859_1));
    return scanner.finish();
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }
}
