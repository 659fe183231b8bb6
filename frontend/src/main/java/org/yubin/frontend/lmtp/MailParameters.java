package org.yubin.frontend.lmtp;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands behind the path of MAIL: SIZE (RFC 1870 §3), BODY (RFC 6152 §2) and SMTPUTF8 (RFC
 * 6531 §3.4); whatever else is refused with 555 (RFC 5321 §4.1.1.11).
 *
 * @param utf8 whether addresses may be international
 * @param refusal what is wrong with them, if anything is
 */
record MailParameters(boolean utf8, Optional<Reply> refusal) {
  static MailParameters read(List<String> words, long maxMessageOctets) {
    boolean utf8 = false;
    for (String word : words) {
      int sign = word.indexOf('=');
      String name = (sign < 0 ? word : word.substring(0, sign)).toUpperCase(Locale.ROOT);
      String value = sign < 0 ? "" : word.substring(sign + 1).toUpperCase(Locale.ROOT);
      Optional<Reply> wrong =
          switch (name) {
            case "SIZE" -> size(value, maxMessageOctets);
            case "BODY" -> unless(value.equals("7BIT") || value.equals("8BITMIME"));
            case "SMTPUTF8" -> unless(sign < 0);
            default -> Optional.of(Reply.of(555, "5.5.4", "Unknown parameter: " + name));
          };
      if (wrong.isPresent()) {
        return new MailParameters(false, wrong);
      }
      utf8 |= name.equals("SMTPUTF8");
    }
    return new MailParameters(utf8, Optional.empty());
  }

  // size-value ::= 1*20DIGIT  (RFC 1870 §3)
  private static Optional<Reply> size(String value, long maxMessageOctets) {
    if (!value.matches("[0-9]{1,20}")) {
      return unless(false);
    }
    return new BigInteger(value).compareTo(BigInteger.valueOf(maxMessageOctets)) > 0
        ? Optional.of(Reply.of(552, "5.3.4", "Message: over " + maxMessageOctets + " octets"))
        : Optional.empty();
  }

  private static Optional<Reply> unless(boolean right) {
    return right ? Optional.empty() : Optional.of(LmtpSession.SYNTAX);
  }
}
