package org.yubin.persistence.summary;

import java.util.List;
import java.util.Optional;

/**
 * The ENVELOPE of a message (RFC 9051 §7.5.2), in the order in which it is sent.
 *
 * <p>Values are the unfolded octets of the header field, encoded words kept as they are. An absent
 * string and an empty list are NIL. {@code sender} and {@code replyTo} already hold {@code from}
 * where the header has none of its own. No value holds CR, LF or NUL.
 */
public record Envelope(
    Optional<Octets> date,
    Optional<Octets> subject,
    List<Address> from,
    List<Address> sender,
    List<Address> replyTo,
    List<Address> to,
    List<Address> cc,
    List<Address> bcc,
    Optional<Octets> inReplyTo,
    Optional<Octets> messageId) {

  /** The envelope of a message without any header field: every member NIL. */
  public static final Envelope EMPTY =
      new Envelope(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  public Envelope {
    from = List.copyOf(from);
    sender = List.copyOf(sender);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
  }
}
