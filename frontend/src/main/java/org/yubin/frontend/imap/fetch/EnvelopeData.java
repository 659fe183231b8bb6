package org.yubin.frontend.imap.fetch;

import java.util.List;
import java.util.Optional;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.persistence.summary.Address;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Octets;

/** Writes {@code envelope} (RFC 3501 §7.4.2, §9). */
final class EnvelopeData {
  private EnvelopeData() {}

  static void write(Envelope envelope, ImapWriter out) {
    out.open();
    nstring(envelope.date(), out);
    out.sp();
    nstring(envelope.subject(), out);
    out.sp();
    addresses(envelope.from(), out);
    out.sp();
    addresses(envelope.sender(), out);
    out.sp();
    addresses(envelope.replyTo(), out);
    out.sp();
    addresses(envelope.to(), out);
    out.sp();
    addresses(envelope.cc(), out);
    out.sp();
    addresses(envelope.bcc(), out);
    out.sp();
    nstring(envelope.inReplyTo(), out);
    out.sp();
    nstring(envelope.messageId(), out);
    out.close();
  }

  // env-from = "(" 1*address ")" / nil: no space between addresses
  private static void addresses(List<Address> addresses, ImapWriter out) {
    if (addresses.isEmpty()) {
      out.nil();
      return;
    }
    out.open();
    for (Address address : addresses) {
      out.open();
      nstring(address.name(), out);
      out.sp();
      nstring(address.adl(), out);
      out.sp();
      nstring(address.mailbox(), out);
      out.sp();
      nstring(address.host(), out);
      out.close();
    }
    out.close();
  }

  /** Header octets as they are: nothing of them is decoded for the client (RFC 3501 §7.4.2). */
  static void nstring(Optional<Octets> octets, ImapWriter out) {
    if (octets.isPresent()) {
      out.string(octets.get().toByteArray());
    } else {
      out.nil();
    }
  }
}
