package org.yubin.node.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.yubin.frontend.imap.wire.MailboxNames;

/**
 * Writes a Maildir: INBOX is the root, other mailboxes are folders beside each other, with dots for
 * levels (Maildir++). Flags stand in the file's name, {@code $Forwarded} as P, up to 26 other
 * keywords a folder as letters of {@code dovecot-keywords}; INTERNALDATE is the file's time.
 */
public final class MaildirWriter implements MailWriter {
  private static final int MOST_KEYWORDS = 26;

  private final Path root;
  private final boolean crlf;
  private final String rootMailbox;
  private final Tally tally;
  private final List<String> keywords = new ArrayList<>();
  private Path folder;

  /**
   * @param rootMailbox the mailbox that is the root itself
   * @param crlf whether lines end as on the wire
   */
  public MaildirWriter(Path root, String rootMailbox, boolean crlf, Tally tally) {
    this.root = root;
    this.folder = root;
    this.rootMailbox = rootMailbox;
    this.crlf = crlf;
    this.tally = tally;
  }

  @Override
  public void mailbox(String name) throws IOException {
    writeKeywords();
    folder = name.equals(rootMailbox) ? root : root.resolve(folderName(name));
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(folder.resolve(part));
    }
    if (!folder.equals(root)) {
      Files.write(folder.resolve("maildirfolder"), new byte[0]);
    }
  }

  private String folderName(String name) {
    if (name.indexOf('.') >= 0) {
      tally.remark("mailboxes with a dot in their name, which is _ in the Maildir");
    }
    return "." + MailboxNames.encode(name.replace('.', '_').replace('/', '.'));
  }

  @Override
  public void message(Exported message, InputStream octets) throws IOException {
    String unique = message.date().toEpochSecond() + ".U" + message.uid() + ".yubin";
    Path unfinished = folder.resolve("tmp").resolve(unique);
    try (InputStream in = crlf ? octets : new LfInputStream(octets)) {
      Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setLastModifiedTime(unfinished, FileTime.from(message.date().toInstant()));
    Files.move(unfinished, folder.resolve("cur").resolve(unique + ":2," + letters(message)));
  }

  private String letters(Exported message) {
    StringBuilder letters = new StringBuilder();
    letters.append(message.has("\\Draft") ? "D" : "");
    letters.append(message.has("\\Flagged") ? "F" : "");
    letters.append(message.has("$Forwarded") ? "P" : "");
    letters.append(message.has("\\Answered") ? "R" : "");
    letters.append(message.has("\\Seen") ? "S" : "");
    letters.append(message.has("\\Deleted") ? "T" : "");
    List<Integer> numbers = new ArrayList<>();
    for (String keyword : message.keywords()) {
      if (!keyword.equalsIgnoreCase("$Forwarded")) {
        number(keyword, numbers);
      }
    }
    numbers.stream().sorted().forEach(number -> letters.append((char) ('a' + number)));
    return letters.toString();
  }

  private void number(String keyword, List<Integer> numbers) {
    int number = keywords.indexOf(keyword);
    if (number < 0 && keywords.size() < MOST_KEYWORDS) {
      number = keywords.size();
      keywords.add(keyword);
    }
    if (number < 0) {
      tally.remark("keywords left out, of which a Maildir folder has 26");
    } else {
      numbers.add(number);
    }
  }

  private void writeKeywords() throws IOException {
    if (!keywords.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < keywords.size(); i++) {
        lines.append(i).append(' ').append(keywords.get(i)).append('\n');
      }
      Files.writeString(folder.resolve("dovecot-keywords"), lines, StandardCharsets.UTF_8);
      keywords.clear();
    }
  }

  @Override
  public void close() throws IOException {
    writeKeywords();
  }
}
