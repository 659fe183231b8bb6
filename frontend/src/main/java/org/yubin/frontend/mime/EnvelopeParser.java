package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yubin.persistence.summary.Address;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Octets;

/** ENVELOPE from the header fields of a message (RFC 9051 §7.5.2). */
final class EnvelopeParser {
  private EnvelopeParser() {}

  static Envelope parse(HeaderFields fields) {
    List<Address> from = addresses(fields, "from");
    return new Envelope(
        octets(fields, "date"),
        octets(fields, "subject"),
        from,
        orElse(addresses(fields, "sender"), from),
        orElse(addresses(fields, "reply-to"), from),
        addresses(fields, "to"),
        addresses(fields, "cc"),
        addresses(fields, "bcc"),
        octets(fields, "in-reply-to"),
        octets(fields, "message-id"));
  }

  private static List<Address> addresses(HeaderFields fields, String name) {
    List<Address> all = new ArrayList<>();
    fields.all(name).forEach(value -> all.addAll(AddressParser.parse(value)));
    return all.size() <= AddressParser.MAX_ADDRESSES
        ? all
        : all.subList(0, AddressParser.MAX_ADDRESSES);
  }

  private static List<Address> orElse(List<Address> own, List<Address> from) {
    return own.isEmpty() ? from : own;
  }

  private static Optional<Octets> octets(HeaderFields fields, String name) {
    return fields.first(name).map(Octets::latin1);
  }
}
