package org.yubin.frontend.imap.search;

import java.nio.ByteBuffer;
import org.yubin.frontend.mime.TextStream;
import org.yubin.frontend.mime.TransferStream;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Octets;

/**
 * Decodes a text part that comes in pieces of any size, transfer encoding first, then charset, and
 * hands the text to a scan: the same text, however it is cut.
 */
final class TextPieces {
  private final TransferStream octets;
  private final TextStream text;
  private final Needle.Scan scan;

  TextPieces(ContentFields content, Needle.Scan scan) {
    this.octets = new TransferStream(content.encoding());
    this.text = new TextStream(content.parameter("CHARSET").map(Octets::latin1).orElse(""));
    this.scan = scan;
  }

  void read(ByteBuffer piece) {
    scan.read(text.read(octets.read(piece)));
  }

  /** The part ends here: what waits is all that there is. */
  void end() {
    scan.read(text.read(octets.end()));
    scan.read(text.end());
  }
}
