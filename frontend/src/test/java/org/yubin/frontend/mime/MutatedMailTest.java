package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/** Samples with octets flipped, cut out, doubled and swapped: any bytes at all are a message. */
class MutatedMailTest {
  private static final int CASES = 20_000;

  /** A busy machine runs fewer cases rather than longer. */
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private static final int MAX_OCTETS = 4000;
  private static final byte[] TELLING = "\r\n-:;\"'()<>@,=?*%/ \t\0b.".getBytes(US_ASCII);

  @Test
  void mutatedMail_isSummedUpTruly() {
    long seed = 20_261_123L;
    Random random = new Random(seed);
    List<byte[]> samples =
        Sample.all().stream().map(Sample::message).filter(m -> m.length <= MAX_OCTETS).toList();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int done = 0;
    for (int i = 0; i < CASES && System.nanoTime() < deadline; i++, done++) {
      byte[] message = samples.get(random.nextInt(samples.size()));
      for (int n = random.nextInt(6); n >= 0; n--) {
        message = mutated(message, random);
      }
      check(message, random, seed, i);
    }
    System.out.printf("seed %d: %d cases%n", seed, done);
    assertThat(done).as("cases in %s", LONGEST).isGreaterThan(CASES / 20);
  }

  private static void check(byte[] message, Random random, long seed, int number) {
    try {
      MessageSummary summary = Summaries.scan(message);
      Summaries.checkInvariants(summary, message);
      MessageScanner pieces = new MessageScanner();
      int cut = random.nextInt(message.length + 1);
      pieces.update(message, 0, cut);
      pieces.update(message, cut, message.length - cut);
      if (!pieces.finish().equals(summary)) {
        throw new AssertionError("differs when cut at " + cut);
      }
      HeaderDecoder.values(summary.header(), "subject");
      HeaderSelection.allBut(List.of("from")).from(summary.header().toByteArray());
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      Assertions.fail("seed %d, case %d: %s".formatted(seed, number, quoted(message)), e);
    }
  }

  private static String quoted(byte[] message) {
    return Summaries.ascii(Octets.of(message));
  }

  private static byte[] mutated(byte[] message, Random random) {
    int length = message.length;
    int at = random.nextInt(length + 1);
    int until = Math.min(length, at + random.nextInt(1 + random.nextInt(200)));
    byte[] some = Arrays.copyOfRange(message, at, until);
    return switch (random.nextInt(6)) {
      case 0 -> joined(message, at, new byte[] {(byte) random.nextInt()}, Math.min(at + 1, length));
      case 1 -> joined(message, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at);
      case 2 -> joined(message, at, new byte[0], until);
      case 3 -> joined(message, at, some, at);
      case 4 -> {
        int to = random.nextInt(length + 1);
        yield joined(message, to, some, to);
      }
      default -> random.nextInt(8) == 0 ? Arrays.copyOf(message, at) : message;
    };
  }

  /** {@code message} to {@code head}, then {@code middle}, then the rest from {@code tail}. */
  private static byte[] joined(byte[] message, int head, byte[] middle, int tail) {
    byte[] out = Arrays.copyOf(message, head + middle.length + message.length - tail);
    System.arraycopy(middle, 0, out, head, middle.length);
    System.arraycopy(message, tail, out, head + middle.length, message.length - tail);
    return out;
  }
}
