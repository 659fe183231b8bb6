package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yubin.node.StartFailure;

/** Reads the file that {@link BackupWriter} has written, and checks all that can be checked. */
final class BackupReader {
  private final Path file;

  BackupReader(Path file) {
    this.file = file;
  }

  /** Takes what stands in a backup, in its order. */
  interface Visitor {
    void begin(JsonNode head) throws IOException, StartFailure;

    void mailbox(JsonNode mailbox) throws IOException, StartFailure;

    /** A message; its octets need not be read, and are checked in any case. */
    void message(JsonNode message, Content once) throws IOException, StartFailure;

    /** All messages of the mailbox have been seen. */
    void mailboxEnd() throws IOException, StartFailure;
  }

  /** What was read. */
  record Counts(long mailboxes, long messages) {
    @Override
    public String toString() {
      return messages + " messages in " + mailboxes + " mailboxes";
    }
  }

  /** The file is not whole. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Counts whole;

    DamagedException(Counts whole, IOException why) {
      super(String.valueOf(why.getMessage()), why);
      this.whole = whole;
    }

    /** What stands before the damage. */
    Counts whole() {
      return whole;
    }
  }

  /**
   * Visits all of it.
   *
   * @throws StartFailure if this is no backup, or one of a later version
   */
  Counts read(Visitor visitor) throws DamagedException, StartFailure {
    long mailboxes = 0;
    long messages = 0;
    try (FrameStream frames = new FrameStream(new ZstdInputStream(Files.newInputStream(file)))) {
      visitor.begin(head(frames));
      while (true) {
        JsonNode frame =
            frames.line().orElseThrow(() -> new EOFException("cut off: no end of the backup"));
        if (frame.has("mailbox")) {
          visitor.mailbox(frame);
        } else if (frame.has("octets")) {
          InputStream octets = frames.octets(frame);
          visitor.message(frame, () -> octets);
          frames.verify();
          messages++;
        } else if (frame.has("end")) {
          visitor.mailboxEnd();
          mailboxes++;
        } else if (frame.has("yubin-backup-end")) {
          end(frames);
          return new Counts(mailboxes, messages);
        }
      }
    } catch (IOException damaged) {
      throw new DamagedException(new Counts(mailboxes, messages), damaged);
    }
  }

  private JsonNode head(FrameStream frames) throws StartFailure {
    Optional<JsonNode> head;
    try {
      head = frames.line();
    } catch (IOException none) {
      throw new StartFailure(file + ": " + none.getMessage() + " (expected: a backup)", none);
    }
    int version = head.map(line -> line.path("yubin-backup").asInt()).orElse(0);
    if (version < 1 || version > BackupWriter.VERSION) {
      throw new StartFailure(
          "%s: version %d (expected: a backup of version 1 to %d)"
              .formatted(file, version, BackupWriter.VERSION));
    }
    return head.orElseThrow();
  }

  /** Reads to the end of the stream, where its checksum stands. */
  private static void end(FrameStream frames) throws IOException {
    if (frames.line().isPresent()) {
      throw new IOException("damaged: something behind the end");
    }
  }
}
