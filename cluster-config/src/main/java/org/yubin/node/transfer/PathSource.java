package org.yubin.node.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yubin.node.StartFailure;

/**
 * A file or folder, whatever it is: an mbox, a Maildir, one message in a file, or a folder of such
 * files ({@code .eml}), at any depth.
 */
public final class PathSource implements MailSource {
  private final Path path;
  private final String mailbox;

  /**
   * @param mailbox where messages go that stand in no folder of their own
   */
  public PathSource(Path path, String mailbox) {
    this.path = path.toAbsolutePath().normalize();
    this.mailbox = mailbox;
  }

  @Override
  public String identity() {
    return path + " " + mailbox;
  }

  @Override
  public void read(Taker taker) throws IOException, StartFailure {
    if (!Files.isReadable(path)) {
      throw new StartFailure(path + ": cannot be read (expected: a file or folder of mail)");
    }
    if (Files.isDirectory(path)) {
      if (MaildirSource.isMaildir(path)) {
        new MaildirSource(path, mailbox).read(taker);
      } else {
        taker.mailbox(mailbox, "", false);
        folder(taker);
      }
      return;
    }
    taker.mailbox(mailbox, "", false);
    file(path, taker);
  }

  private void file(Path file, Taker taker) throws IOException, StartFailure {
    if (MboxSource.isMbox(file)) {
      new MboxSource(file, mailbox).read(taker);
    } else {
      single(file, taker);
    }
  }

  private void folder(Taker taker) throws IOException, StartFailure {
    List<Path> files;
    try (Stream<Path> all = Files.walk(path)) {
      files =
          all.filter(file -> Files.isRegularFile(file))
              .sorted(Comparator.comparing(PathSource::modified).thenComparing(p -> p))
              .toList();
    }
    if (files.isEmpty()) {
      throw new StartFailure(path + ": nothing in it (expected: mbox, Maildir or .eml files)");
    }
    for (Path file : files) {
      if (MboxSource.isMbox(file) || file.toString().toLowerCase(Locale.ROOT).endsWith(".eml")) {
        file(file, taker);
      } else {
        taker.passedOver("files that are neither .eml nor mbox");
      }
    }
  }

  private static OffsetDateTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC);
    } catch (IOException gone) {
      return OffsetDateTime.MIN;
    }
  }

  private void single(Path file, Taker taker) throws IOException, StartFailure {
    taker.message(
        new SourceMessage(
            file.toString(),
            mailbox,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.of(modified(file)),
            () -> new CrlfInputStream(Files.newInputStream(file))));
  }
}
