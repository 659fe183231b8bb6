package org.yubin.frontend.imap.net;

import java.util.Optional;
import org.yubin.frontend.imap.session.ImapLimits;

/**
 * The header of a literal at the end of a line: {@code {310}} or, not synchronising, {@code {310+}}
 * (RFC 7888 §3).
 *
 * @param octets as announced; {@link Long#MAX_VALUE} for what is beyond it
 */
record LiteralHeader(long octets, boolean synchronising) {
  /** The header that ends these octets, if it begins at {@code from} or behind. */
  static Optional<LiteralHeader> at(byte[] arrived, int from) {
    int at = arrived.length - 1;
    if (at < from || arrived[at] != '}') {
      return Optional.empty();
    }
    at--;
    boolean plus = at >= from && arrived[at] == '+';
    if (plus) {
      at--;
    }
    int lastDigit = at;
    while (at >= from && arrived[at] >= '0' && arrived[at] <= '9') {
      at--;
    }
    if (at == lastDigit || at < from || arrived[at] != '{') {
      return Optional.empty();
    }
    return Optional.of(new LiteralHeader(number(arrived, at + 1, lastDigit), !plus));
  }

  /** Whether a message that is not wanted can be done without (RFC 7888 §4). */
  boolean canBePassedOver(ImapLimits limits) {
    return synchronising || octets <= 2 * limits.maxMessageOctets();
  }

  private static long number(byte[] digits, int from, int to) {
    long number = 0;
    for (int i = from; i <= to; i++) {
      int digit = digits[i] - '0';
      if (number > (Long.MAX_VALUE - digit) / 10) {
        return Long.MAX_VALUE;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
