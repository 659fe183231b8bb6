package org.yubin.node.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.frontend.imap.wire.MailboxNames;
import org.yubin.node.StartFailure;

/**
 * A Maildir and the folders in it, whether they stand beside each other with dots for levels
 * (Maildir++: {@code .Lists.Java}) or in each other ({@code Lists/Java}). The root goes to one
 * mailbox, the folders to mailboxes of their names, below it if it is not INBOX. Flags come from
 * the file's name, keywords by way of {@code dovecot-keywords}, dates from the time of the file;
 * messages are in the order of their dates.
 */
final class MaildirSource {
  private static final Pattern KEYWORD = Pattern.compile("(\\d|1\\d|2[0-5]) (\\S+)\\s*");

  private final Path root;
  private final String mailbox;

  MaildirSource(Path root, String mailbox) {
    this.root = root;
    this.mailbox = mailbox;
  }

  /** Whether a folder is a Maildir, or holds one. */
  static boolean isMaildir(Path folder) throws IOException {
    return isOne(folder) || !folders(folder).isEmpty();
  }

  private static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve("cur")) || Files.isDirectory(folder.resolve("new"));
  }

  void read(MailSource.Taker taker) throws IOException, StartFailure {
    if (isOne(root)) {
      folder(root, mailbox, taker);
    }
    TreeMap<String, Path> named = new TreeMap<>();
    collect(root, "", named);
    for (Map.Entry<String, Path> each : named.entrySet()) {
      String name =
          mailbox.equalsIgnoreCase("INBOX") ? each.getKey() : mailbox + "/" + each.getKey();
      folder(each.getValue(), name, taker);
    }
  }

  private static void collect(Path parent, String above, Map<String, Path> named)
      throws IOException {
    for (Path each : folders(parent)) {
      String own = each.getFileName().toString();
      boolean dotted = own.startsWith(".");
      String plain = dotted ? own.substring(1).replace('.', '/') : own;
      String name = above + decoded(plain);
      if (isOne(each)) {
        named.put(name, each);
      }
      collect(each, name + "/", named);
    }
  }

  private static String decoded(String name) {
    return MailboxNames.decode(name.getBytes(StandardCharsets.UTF_8)).orElse(name);
  }

  private static List<Path> folders(Path parent) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path each : all) {
        boolean own = Set.of("cur", "new", "tmp").contains(each.getFileName().toString());
        if (!own && (isOne(each) || (!Files.isSymbolicLink(each) && isMaildir(each)))) {
          found.add(each);
        }
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private record Found(Path file, Instant date, boolean seenBefore) {}

  private void folder(Path folder, String name, MailSource.Taker taker)
      throws IOException, StartFailure {
    taker.mailbox(name, "", false);
    List<Found> messages = new ArrayList<>();
    list(folder.resolve("cur"), true, messages);
    list(folder.resolve("new"), false, messages);
    messages.sort(Comparator.comparing(Found::date).thenComparing(one -> one.file().getFileName()));
    Map<Character, String> keywords = keywords(folder.resolve("dovecot-keywords"));
    for (Found each : messages) {
      String file = each.file().getFileName().toString();
      int info = info(file);
      String key = name + "/" + (info < 0 ? file : file.substring(0, info));
      if (!taker.wants(name, key)) {
        continue;
      }
      taker.message(
          new SourceMessage(
              each.file().toString(),
              name,
              Optional.of(key),
              Optional.empty(),
              info < 0 ? Set.of() : flags(file.substring(info + 3), keywords),
              Optional.of(each.date().atOffset(ZoneOffset.UTC)),
              () -> new CrlfInputStream(Files.newInputStream(each.file()))));
    }
  }

  private static void list(Path folder, boolean current, List<Found> into) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (Files.isRegularFile(each) && !each.getFileName().toString().startsWith(".")) {
          into.add(new Found(each, Files.getLastModifiedTime(each).toInstant(), current));
        }
      }
    }
  }

  /** Where the info part {@code :2,} begins; some systems write another sign for the colon. */
  private static int info(String file) {
    for (int at = file.length() - 3; at > 0; at--) {
      if (file.startsWith("2,", at + 1) && ":;!".indexOf(file.charAt(at)) >= 0) {
        return at;
      }
    }
    return -1;
  }

  private static Set<String> flags(String letters, Map<Character, String> keywords) {
    Set<String> flags = new LinkedHashSet<>();
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      switch (letter) {
        case 'D' -> flags.add("\\Draft");
        case 'F' -> flags.add("\\Flagged");
        case 'P' -> flags.add("$Forwarded");
        case 'R' -> flags.add("\\Answered");
        case 'S' -> flags.add("\\Seen");
        case 'T' -> flags.add("\\Deleted");
        default -> Optional.ofNullable(keywords.get(letter)).ifPresent(flags::add);
      }
    }
    return flags;
  }

  // a line of dovecot-keywords: number SP keyword; number 0 is the letter a
  private static Map<Character, String> keywords(Path file) throws IOException {
    Map<Character, String> known = new HashMap<>();
    if (Files.isRegularFile(file)) {
      Files.readString(file, StandardCharsets.ISO_8859_1)
          .lines()
          .map(KEYWORD::matcher)
          .filter(Matcher::matches)
          .forEach(
              line -> known.put((char) ('a' + Integer.parseInt(line.group(1))), line.group(2)));
    }
    return known;
  }
}
