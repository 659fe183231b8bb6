package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

/** The mod-sequence behind a SEARCH is the highest that FETCH shows of the messages found. */
class SearchModSeqTest {
  private static final Pattern FETCHED =
      Pattern.compile("\\* (\\d+) FETCH \\(MODSEQ \\((\\d+)\\)\\)");
  private static final Pattern FOUND =
      Pattern.compile("\\* SEARCH((?: \\d+)*)(?: \\(MODSEQ (\\d+)\\))?");

  @Test
  void highest_isThatOfTheMessagesFound() {
    Random random = new Random(5);
    try (MemoryNode node = new MemoryNode(Clock.systemUTC())) {
      AccountRecord fred = node.account("fred");
      byte[] message = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 40; i++) {
        node.append(fred, "INBOX", message, FlagNames.NONE, new InternalDate(0, 0));
      }
      try (TestClient client = TestClient.inInbox(node, "fred")) {
        for (int round = 0; round < 60; round++) {
          String sign = random.nextBoolean() ? "+" : "-";
          client.send("STORE " + set(random) + " " + sign + "FLAGS.SILENT (\\Seen)");
          Map<Long, Long> modSeqs = fetch(client.send("FETCH 1:* (MODSEQ)"));
          long least = random.nextInt(90);
          check(client.send("SEARCH " + set(random) + " MODSEQ " + least), modSeqs);
        }
      }
    }
  }

  private static String set(Random random) {
    int first = 1 + random.nextInt(40);
    return first + ":" + Math.min(40, first + random.nextInt(8));
  }

  private static Map<Long, Long> fetch(String answer) {
    Map<Long, Long> modSeqs = new HashMap<>();
    FETCHED
        .matcher(answer)
        .results()
        .forEach(m -> modSeqs.put(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))));
    assertThat(modSeqs).hasSize(40);
    return modSeqs;
  }

  private static void check(String answer, Map<Long, Long> modSeqs) {
    Matcher found = FOUND.matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    long highest = 0;
    for (String number : found.group(1).strip().split(" ", -1)) {
      long seq = number.isEmpty() ? 0 : Long.parseLong(number);
      highest = Math.max(highest, modSeqs.getOrDefault(seq, 0L));
    }
    assertThat(found.group(2)).as(answer).isEqualTo(highest == 0 ? null : "" + highest);
  }
}
