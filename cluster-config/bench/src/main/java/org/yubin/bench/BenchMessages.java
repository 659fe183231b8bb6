package org.yubin.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The messages of the load: number n of a size is always the same, exactly as large as asked for,
 * and can be found by searching. Every tenth has the marker in its text, and h3 in its X-Bench
 * field.
 */
final class BenchMessages {
  /** Stands in the text of every tenth message. */
  static final String MARKER = "needle3z";

  /** The least size that has room for the header. */
  static final int LEAST_OCTETS = 512;

  private static final String FILL =
      "The quick brown fox jumps over the lazy dog, and nobody minds the benchmark.\r\n";

  private BenchMessages() {}

  /** How many of the first so many messages have the marker. */
  static long marked(long messages) {
    return (messages + 6) / 10;
  }

  private static boolean isMarked(long number) {
    return number % 10 == 4;
  }

  /** The field in which the message's number stands. */
  static String number(long number) {
    return "X-Number: " + number + "\r\n";
  }

  /**
   * A message.
   *
   * @param number from 1
   * @param octets at least {@link #LEAST_OCTETS}
   */
  static byte[] message(long number, int octets) {
    String head =
        number(number)
            + "From: Sender "
            + number % 97
            + " <sender"
            + number % 97
            + "@example.org>\r\nTo: Reader <reader@example.org>\r\nSubject: Message "
            + number
            + " of the benchmark\r\nDate: Mon, 23 Nov 2026 10:"
            + two(number / 60 % 60)
            + ":"
            + two(number % 60)
            + " +0000\r\nMessage-ID: <bench."
            + number
            + "."
            + octets
            + "@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "X-Bench: "
            + (isMarked(number) ? "h3" : "h0")
            + "\r\n\r\n"
            + (isMarked(number) ? MARKER + "\r\n" : "");
    byte[] message = new byte[Math.max(octets, LEAST_OCTETS)];
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(start, 0, message, 0, start.length);
    byte[] fill = FILL.getBytes(StandardCharsets.US_ASCII);
    for (int at = start.length; at < message.length; at += fill.length) {
      System.arraycopy(fill, 0, message, at, Math.min(fill.length, message.length - at));
    }
    message[message.length - 2] = '\r';
    message[message.length - 1] = '\n';
    // A CR or LF that the cut left alone would be no text.
    if (message[message.length - 3] == '\r') {
      Arrays.fill(message, message.length - 3, message.length - 2, (byte) '.');
    }
    return message;
  }

  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
