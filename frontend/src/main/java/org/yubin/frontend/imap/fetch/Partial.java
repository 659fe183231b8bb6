package org.yubin.frontend.imap.fetch;

import java.util.Optional;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * The octet window of a section, {@code <origin.octets>} (RFC 3501 §6.4.5).
 *
 * @param origin the first octet wanted, from 0
 * @param octets most octets wanted, at least 1
 */
record Partial(long origin, long octets) {
  // ["<" number "." nz-number ">"]; 64 bits wide as in RFC 9051 §9
  static Optional<Partial> read(ImapReader in) throws ImapSyntaxException {
    if (!in.tryChar('<')) {
      return Optional.empty();
    }
    long origin = in.number64();
    in.character('.');
    ImapSyntaxException none = in.expected("a number of at least 1");
    long octets = in.number64();
    if (octets == 0) {
      throw none;
    }
    in.character('>');
    return Optional.of(new Partial(origin, octets));
  }

  /** Where the window begins in a run of so many octets; at its end if it lies beyond. */
  long from(long available) {
    return Math.min(origin, available);
  }

  /** How many octets of a run of so many lie in the window. */
  long of(long available) {
    return Math.min(octets, available - from(available));
  }
}
