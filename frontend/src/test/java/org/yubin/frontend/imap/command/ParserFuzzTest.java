package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/** Whatever comes, a parser either understands it or says where it does not. */
class ParserFuzzTest {
  private static final List<String> COMMANDS =
      List.of(
          "FETCH 1:5,7,* (FLAGS BODY.PEEK[1.2.HEADER.FIELDS (DATE \"From\")]<0.100> UID)",
          "UID FETCH 1:* (RFC822.SIZE BODY[] BODYSTRUCTURE)",
          "STORE 2:4 +FLAGS.SILENT (\\Deleted $Keyword)",
          "UID STORE 7 FLAGS \\Seen \\Answered",
          "SEARCH CHARSET UTF-8 OR (FROM \"a\" NOT SENTSINCE 1-Feb-1994) HEADER X {3}\r\nabc 1:*",
          "COPY 1:2 &AOk-t&AOk-",
          "UID MOVE * \"a b\"",
          "UID EXPUNGE 1:3",
          "LIST \"\" a/%*",
          "LSUB {1}\r\na \"*\"",
          "STATUS INBOX (MESSAGES UIDNEXT)",
          "CREATE a/b/",
          "RENAME a {1}\r\nb",
          "DELETE INBOX",
          "SUBSCRIBE x",
          "NAMESPACE");

  private final Registry registry = new Registry(Extensions.ALL);

  @Test
  void unchangedCommands_areUnderstood() throws Exception {
    for (String command : COMMANDS) {
      assertThat(parse(command.getBytes(StandardCharsets.ISO_8859_1))).as(command).isTrue();
    }
  }

  @Test
  void mutatedCommands_giveASyntaxErrorOrACommand() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] command = mutate(COMMANDS.get(random.nextInt(COMMANDS.size())), random);
      try {
        understood += parse(command) ? 1 : 0;
      } catch (ImapSyntaxException expected) {
        assertThat(expected.offset()).isBetween(0, command.length);
      } catch (RuntimeException bug) {
        fail("seed " + seed + ": " + new String(command, StandardCharsets.ISO_8859_1), bug);
      }
    }
    assertThat(understood).as("seed %d", seed).isPositive();
  }

  /** False if there is no such command. */
  private boolean parse(byte[] command) throws ImapSyntaxException {
    ImapReader in = new ImapReader(command);
    String name = in.word();
    if (name.equals("UID")) {
      in.sp();
      name = "UID " + in.word();
    }
    var entry = registry.find(name);
    if (entry.isEmpty()) {
      return false;
    }
    entry.get().parse(in);
    return true;
  }

  private static byte[] mutate(String command, Random random) {
    byte[] octets = command.getBytes(StandardCharsets.ISO_8859_1);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(octets.length);
      switch (random.nextInt(4)) {
        case 0 -> octets[at] = (byte) random.nextInt(256);
        case 1 -> octets[at] = (byte) "()[]{}<>\"\\*%:,. 019+-&".charAt(random.nextInt(22));
        case 2 -> octets = java.util.Arrays.copyOf(octets, Math.max(1, at));
        default -> octets[at] = octets[random.nextInt(octets.length)];
      }
    }
    return octets;
  }
}
