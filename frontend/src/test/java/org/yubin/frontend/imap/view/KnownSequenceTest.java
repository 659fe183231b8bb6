package org.yubin.frontend.imap.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.UidSet;

class KnownSequenceTest {
  private static final MailboxView VIEW =
      new MailboxView(UidSet.of(1, 3, 5, 6, 7, 8, 10), UidSet.EMPTY);

  @Test
  void highestPairThatMatches_counts() {
    assertThat(match(set(1, 4, 7), set(1, 6, 9))).isEqualTo(6);
    assertThat(match(set(7), set(10))).isEqualTo(10);
    assertThat(match(set(2), set(2))).isEqualTo(0);
    assertThat(match(set(8, 9), set(10, 11))).isEqualTo(0);
    assertThat(match(range(1, 10), range(1, 10))).isEqualTo(1);
    assertThat(match(range(1, 0xffff_ffffL), range(1, 0xffff_ffffL))).isEqualTo(1);
  }

  @Test
  void unlikeSets_areRefused() {
    assertThat(KnownSequence.of(set(1, 2), set(1))).isEmpty();
    assertThat(KnownSequence.of(set(2, 1), set(1, 2))).isEmpty();
    assertThat(KnownSequence.of(set(1, 2), set(2, 2))).isEmpty();
    assertThat(KnownSequence.of(range(1, 3), range(3, 1))).isEmpty();
    assertThat(KnownSequence.of(range(1, 3), range(5, 8))).isEmpty();
  }

  /** The same as asking pair by pair. */
  @Test
  void anyPairs_areFoundAsOneByOne() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      long[] there = ascending(random, 12, 30);
      MailboxView view = new MailboxView(UidSet.of(there), UidSet.EMPTY);
      long[] seqs = ascending(random, 6, 16);
      long[] uids = LongStream.of(ascending(random, 40, 40)).limit(seqs.length).toArray();
      if (uids.length < seqs.length) {
        continue;
      }
      long expected = 0;
      for (int i = 0; i < seqs.length; i++) {
        if (seqs[i] <= view.exists() && view.uid(seqs[i]) == uids[i]) {
          expected = uids[i];
        }
      }
      assertThat(match(runs(seqs), runs(uids), view)).as("round %d", round).isEqualTo(expected);
    }
  }

  private static long match(MessageSet seqs, MessageSet uids) {
    return match(seqs, uids, VIEW);
  }

  private static long match(MessageSet seqs, MessageSet uids, MailboxView view) {
    return KnownSequence.of(seqs, uids).orElseThrow().lastMatch(view);
  }

  private static long[] ascending(Random random, int most, int below) {
    return random.longs(1 + random.nextInt(most), 1, below).sorted().distinct().toArray();
  }

  private static MessageSet set(long... numbers) {
    return new MessageSet(
        LongStream.of(numbers).mapToObj(n -> new MessageSet.Range(n, n)).toList());
  }

  private static MessageSet runs(long[] numbers) {
    List<MessageSet.Range> ranges = new ArrayList<>();
    for (String range : UidSet.of(numbers).toString().split(",", -1)) {
      String[] ends = range.split(":", -1);
      ranges.add(
          new MessageSet.Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
    }
    return new MessageSet(ranges);
  }

  private static MessageSet range(long first, long last) {
    return MessageSet.of(first, last);
  }
}
