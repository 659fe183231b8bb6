package org.yubin.frontend.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.mime.MessageScanner;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.summary.MessageSummary;

/** No missed hit, and none invented: SEARCH against a plain scan of what the messages say. */
class SearchOracleTest {
  private static final int MESSAGES = 400;
  private static final int NEEDLES = 2_500;

  /** Each needle is looked for in so many messages, besides the one that it comes from. */
  private static final int OTHERS = 8;

  private record Mail(GeneratedMail said, MessageBody stored) {
    static Mail make(Random random, int bodyCharacters) {
      GeneratedMail mail = GeneratedMail.make(random, bodyCharacters);
      return new Mail(mail, new Stored(mail.octets(), scanned(mail.octets())));
    }

    private static MessageSummary scanned(byte[] octets) {
      MessageScanner scanner = new MessageScanner();
      scanner.update(octets);
      return scanner.finish();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(byte[] octets, MessageSummary summary) implements MessageBody {
    @Override
    public long sizeOctets() {
      return octets.length;
    }

    @Override
    public CompletionStage<ByteBuffer> read(long offset, int length) {
      int octetsLeft = Math.min(length, octets.length - (int) offset);
      return CompletableFuture.completedStage(
          ByteBuffer.wrap(octets, (int) offset, octetsLeft).asReadOnlyBuffer());
    }
  }

  @Test
  void smallMessages() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Mail> mails = Stream.generate(() -> Mail.make(random, 400)).limit(MESSAGES).toList();
    int hits = 0;
    for (int i = 0; i < NEEDLES; i++) {
      Mail origin = mails.get(random.nextInt(MESSAGES));
      String needle = needle(random, origin.said());
      hits += check(origin, needle, seed);
      for (int other = 0; other < OTHERS; other++) {
        hits += check(mails.get(random.nextInt(MESSAGES)), needle, seed);
      }
    }
    assertThat(hits).isGreaterThan(NEEDLES);
  }

  /** Parts of several pieces: needles lie across the places where they are cut. */
  @Test
  void largeMessages() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      Mail mail = Mail.make(random, 500_000);
      for (int n = 0; n < 12; n++) {
        int unused = check(mail, needle(random, mail.said()), seed);
      }
    }
  }

  /** How many of the keys have found it. */
  private static int check(Mail mail, String needle, long seed) {
    GeneratedMail said = mail.said();
    boolean body = said.bodies().stream().anyMatch(text -> contains(text, needle));
    boolean text = body || said.headers().stream().anyMatch(line -> contains(line, needle));
    assertFound("BODY", mail, needle, seed, scan(mail, needle, false), body);
    assertFound("TEXT", mail, needle, seed, scan(mail, needle, true), text);
    int hits = (body ? 1 : 0) + (text ? 1 : 0);
    for (String field : said.fields().keySet()) {
      boolean found = inField(mail, field, needle);
      boolean expected = contains(said.fields().getOrDefault(field, ""), needle);
      assertFound("HEADER " + field, mail, needle, seed, found, expected);
      hits += found ? 1 : 0;
    }
    return hits;
  }

  private static boolean scan(Mail mail, String needle, boolean header) {
    return TextScan.of(mail.stored(), Needle.of(needle), header).toCompletableFuture().join();
  }

  private static boolean inField(Mail mail, String field, String needle) {
    MessageSummary summary = mail.stored().summary();
    return new HeaderKeys.ByHeader(field, Needle.of(needle))
        .summaryTest()
        .orElseThrow()
        .matches(summary, summary.header());
  }

  private static void assertFound(
      String key, Mail mail, String needle, long seed, boolean found, boolean expected) {
    if (found != expected) {
      throw new AssertionError(
          "seed %d: %s \"%s\" found: %s (expected: %s) in\n%.3000s"
              .formatted(
                  seed,
                  key,
                  needle,
                  found,
                  expected,
                  new String(mail.said().octets(), StandardCharsets.ISO_8859_1)));
    }
  }

  /** What a search for the octets of a text is, character by character, in any case. */
  private static boolean contains(String text, String needle) {
    for (int at = 0; at + needle.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, needle, 0, needle.length())) {
        return true;
      }
    }
    return false;
  }

  /** Something that the message says, in another case; or nearly that. */
  private static String needle(Random random, GeneratedMail mail) {
    List<String> texts = new ArrayList<>(mail.bodies());
    texts.addAll(mail.headers());
    String text = texts.get(random.nextInt(texts.size()));
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(25));
    StringBuilder needle = new StringBuilder();
    for (char c : text.substring(from, to).toCharArray()) {
      needle.append(random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }
    if (random.nextInt(3) == 0) {
      needle.setCharAt(random.nextInt(needle.length()), 'q');
    }
    return needle.toString();
  }
}
