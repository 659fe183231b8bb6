package org.yubin.frontend.imap.random;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Thinks up arguments of commands: sets, flags, names, dates. */
final class RandomArguments {
  static final List<String> NAMES =
      List.of(
          "INBOX", "INBOX", "INBOX", "a", "a", "a", "a/b", "a/b/c", "x y", "Grün", "t & u", "Trash",
          "INBOX/x", "d/e");
  static final List<String> KEYWORDS = List.of("Work", "$Forwarded", "later", "Junk");
  private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun");

  private final Random random;
  private final ModelServer server;

  RandomArguments(Random random, ModelServer server) {
    this.random = random;
    this.server = server;
  }

  /** Mostly of messages that the speaker knows. */
  MessageSetSpec set(boolean byUid, ModelSession speaker) {
    List<MessageSetSpec.Range> ranges = new ArrayList<>();
    int count = random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      ranges.add(
          switch (random.nextInt(6)) {
            case 0 -> new MessageSetSpec.Range(1, MessageSetSpec.STAR);
            case 1 -> new MessageSetSpec.Range(number(byUid, speaker), number(byUid, speaker));
            case 2 -> new MessageSetSpec.Range(number(byUid, speaker), MessageSetSpec.STAR);
            case 3 -> new MessageSetSpec.Range(MessageSetSpec.STAR, MessageSetSpec.STAR);
            default -> {
              long one = number(byUid, speaker);
              yield new MessageSetSpec.Range(one, one);
            }
          });
    }
    return new MessageSetSpec(ranges, byUid);
  }

  /** Mostly of a message that is there. */
  private long number(boolean byUid, ModelSession speaker) {
    int count = speaker.view.size();
    if (count == 0 || random.nextInt(12) == 0) {
      return 1L + random.nextInt(20);
    }
    int at = random.nextInt(count);
    return byUid ? speaker.view.get(at).uid : at + 1L;
  }

  List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String flag = any(random.nextInt(3) > 0 ? ModelMailbox.SYSTEM_FLAGS : KEYWORDS);
      if (!flags.contains(flag)) {
        flags.add(flag);
      }
    }
    if (random.nextInt(4) == 0) {
      flags.replaceAll(flag -> flag.toLowerCase(Locale.ROOT));
    }
    return flags;
  }

  /** Mostly one that is there. */
  String existing() {
    String name = any(NAMES);
    for (int i = 0; i < 8 && server.mailbox(name).isEmpty() && random.nextInt(8) > 0; i++) {
      name = any(NAMES);
    }
    return name;
  }

  /** A name in one of the forms of astring. */
  String mailbox(String name) {
    String wire = Wire.utf7(name);
    if (wire.equals("INBOX") && random.nextInt(4) == 0) {
      wire = "inBox";
    }
    return switch (wire.contains(" ") ? 1 + random.nextInt(3) : random.nextInt(6)) {
      case 1, 2 -> Entity.quoted(wire);
      case 3 -> "{" + wire.length() + "+}\r\n" + wire;
      case 4 -> "{" + wire.length() + "}\r\n" + Wire.WAIT + wire;
      default -> wire;
    };
  }

  String word(String word) {
    return random.nextInt(5) == 0 ? word.toLowerCase(Locale.ROOT) : word;
  }

  <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  ModelMessages.Date date() {
    LocalDate day =
        LocalDate.of(1994 + random.nextInt(2), 1 + random.nextInt(6), 1 + random.nextInt(28));
    String text =
        String.format(
            "%2d-%s-%d 23:%02d:00 -0800",
            day.getDayOfMonth(),
            MONTHS.get(day.getMonthValue() - 1),
            day.getYear(),
            random.nextInt(60));
    return new ModelMessages.Date(text, day);
  }
}
