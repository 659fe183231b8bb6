package org.yubin.frontend.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.mime.MessageScanner;
import org.yubin.persistence.summary.Envelope;

class EnvelopeDataTest {

  @Test
  void wholeEnvelope_inItsOrder() {
    String header =
        """
        Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
        From: Terry Gray <gray@cac.washington.edu>
        Subject: IMAP4rev1 WG mtg summary and minutes
        To: imap@cac.washington.edu
        cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>
        Message-Id: <B27397-0100000@cac.washington.edu>

        """;
    assertThat(envelope(header))
        .isEqualTo(
            "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\""
                + " \"IMAP4rev1 WG mtg summary and minutes\""
                + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
                + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
                + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
                + " ((NIL NIL \"imap\" \"cac.washington.edu\"))"
                + " ((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")"
                + "(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\"))"
                + " NIL NIL \"<B27397-0100000@cac.washington.edu>\")");
  }

  @Test
  void emptyEnvelope_isAllNil() {
    assertThat(Written.by(out -> EnvelopeData.write(Envelope.EMPTY, out)))
        .isEqualTo("(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
  }

  @Test
  void eightBitSubject_isALiteral() {
    assertThat(envelope("Subject: caf\u00e9\n\n"))
        .isEqualTo("(NIL {4}\r\ncaf\u00e9 NIL NIL NIL NIL NIL NIL NIL NIL)");
  }

  @Test
  void group_hasItsMarkers() {
    assertThat(envelope("To: friends: a@b, \"c d\" <c@d>;\n\n"))
        .isEqualTo(
            "(NIL NIL NIL NIL NIL ((NIL NIL \"friends\" NIL)(NIL NIL \"a\" \"b\")"
                + "(\"c d\" NIL \"c\" \"d\")(NIL NIL NIL NIL)) NIL NIL NIL NIL)");
  }

  private static String envelope(String header) {
    MessageScanner scanner = new MessageScanner();
    scanner.update(header.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    Envelope envelope = scanner.finish().envelope();
    return Written.by(out -> EnvelopeData.write(envelope, out));
  }
}
