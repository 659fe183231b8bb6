package org.yubin.node.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yubin.node.StartFailure;

/**
 * Messages of an mbox file. A message begins at a line {@code From } that stands at the beginning
 * or behind an empty line and ends with a date; a {@code Content-Length} (mboxcl) counts if a
 * message or the file's end is where it points. {@code >From } at the beginning of a line loses one
 * {@code >} (mboxrd; the same for mboxo). Fields that the mailbox program keeps its own notes in
 * ({@link MboxHeader}) become flags and go. Line ends become CRLF.
 */
final class MboxSource {
  private final Path file;
  private final String mailbox;

  MboxSource(Path file, String mailbox) {
    this.file = file;
    this.mailbox = mailbox;
  }

  /** Whether a file begins as an mbox does. */
  static boolean isMbox(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(5), java.nio.charset.StandardCharsets.ISO_8859_1)
          .equals("From ");
    }
  }

  void read(MailSource.Taker taker) throws IOException, StartFailure {
    try (MboxScanner scanner = new MboxScanner(file)) {
      Optional<MboxScanner.Extent> next = scanner.next();
      while (next.isPresent()) {
        message(next.get(), taker);
        next = scanner.next();
      }
    }
  }

  private void message(MboxScanner.Extent at, MailSource.Taker taker)
      throws IOException, StartFailure {
    MboxHeader header = MboxHeader.of(at.header());
    String origin = file + " at octet " + at.start();
    if (header.isInternal()) {
      return;
    }
    if (header.isGone()) {
      taker.passedOver("deleted in Thunderbird, in a folder that was not compacted");
      return;
    }
    taker.message(
        new SourceMessage(
            origin,
            mailbox,
            Optional.empty(),
            Optional.empty(),
            header.flags(),
            FromLine.date(at.fromLine()),
            () -> open(at, header)));
  }

  private InputStream open(MboxScanner.Extent at, MboxHeader header) throws IOException {
    InputStream body = Files.newInputStream(file);
    try {
      body.skipNBytes(at.bodyStart());
    } catch (IOException failed) {
      body.close();
      throw failed;
    }
    InputStream whole =
        new SequenceInputStream(
            new ByteArrayInputStream(header.kept()),
            new BoundedInputStream(
                new BufferedInputStream(body, 64 * 1024), at.end() - at.bodyStart()));
    return new CrlfInputStream(new UnquotedFrom(whole));
  }
}
