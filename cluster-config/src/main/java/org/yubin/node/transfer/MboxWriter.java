package org.yubin.node.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes mboxes (mboxrd): one file, or a folder with a file for each mailbox. INTERNALDATE stands
 * in the From line, in UTC; flags in {@code Status}, {@code X-Status} and {@code X-Keywords}, in
 * front of the message's own header.
 */
public final class MboxWriter implements MailWriter {
  private final Path target;
  private final boolean single;
  private final boolean crlf;
  private OutputStream out = OutputStream.nullOutputStream();

  /**
   * @param target the file, or the folder
   * @param single whether it is a file, for one mailbox
   * @param crlf whether lines end as on the wire
   */
  public MboxWriter(Path target, boolean single, boolean crlf) {
    this.target = target;
    this.single = single;
    this.crlf = crlf;
  }

  @Override
  public void mailbox(String name) throws IOException {
    out.close();
    Path file = single ? target : target.resolve(fileName(name));
    Files.createDirectories(file.toAbsolutePath().getParent());
    out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 128 * 1024);
  }

  /** Levels are folders; what leads elsewhere is replaced. */
  private static String fileName(String name) {
    return name.replaceAll("(^|/)\\.", "$1_") + ".mbox";
  }

  @Override
  public void message(Exported message, InputStream octets) throws IOException {
    String end = crlf ? "\r\n" : "\n";
    StringBuilder head = new StringBuilder(FromLine.of(message.date())).append(end);
    String status = (message.has("\\Seen") ? "R" : "") + "O";
    String more =
        (message.has("\\Answered") ? "A" : "")
            + (message.has("\\Flagged") ? "F" : "")
            + (message.has("\\Draft") ? "T" : "")
            + (message.has("\\Deleted") ? "D" : "");
    head.append("Status: ").append(status).append(end);
    if (!more.isEmpty()) {
      head.append("X-Status: ").append(more).append(end);
    }
    if (!message.keywords().isEmpty()) {
      head.append("X-Keywords: ").append(String.join(" ", message.keywords())).append(end);
    }
    out.write(head.toString().getBytes(StandardCharsets.UTF_8));
    try (InputStream in = crlf ? octets : new LfInputStream(octets)) {
      if (body(in) != '\n') {
        out.write(end.getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write(end.getBytes(StandardCharsets.US_ASCII));
  }

  /** Copies, and quotes each line that begins with any number of {@code >} and {@code From }. */
  private int body(InputStream in) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    int last = '\n';
    QuotedFrom quoting = new QuotedFrom(out);
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      for (int i = 0; i < got; i++) {
        quoting.write(buffer[i]);
      }
      last = got > 0 ? buffer[got - 1] : last;
    }
    quoting.end();
    return last;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
