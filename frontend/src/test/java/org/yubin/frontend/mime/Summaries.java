package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yubin.persistence.summary.Address;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Extent;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;
import org.yubin.persistence.summary.SummaryCodec;

/** Scans messages for tests, checks what holds for every summary, and writes summaries as text. */
final class Summaries {
  private Summaries() {}

  static MessageSummary scan(byte[] message) {
    MessageScanner scanner = new MessageScanner();
    scanner.update(message);
    return scanner.finish();
  }

  static MessageSummary scan(String message) {
    return scan(Octets.latin1(message).toByteArray());
  }

  /** What holds whatever the message. */
  static void checkInvariants(MessageSummary summary, byte[] message) {
    Extent root = summary.body().extent();
    check(summary.sizeOctets() == message.length, "size", summary.sizeOctets());
    check(root.headerOffset() == 0 && root.end() == message.length, "root", root);
    check(
        summary.headerTruncated() == root.headerOctets() > MessageSummary.MAX_HEADER_OCTETS,
        "truncated",
        root);
    int kept = (int) Math.min(root.headerOctets(), MessageSummary.MAX_HEADER_OCTETS);
    check(summary.header().equals(Octets.of(message, 0, kept)), "header of octets", kept);
    check(summary.preview().codePointCount(0, summary.preview().length()) <= 256, "long preview");
    check(checkPart(summary.body(), message, 1) <= PartTree.MAX_PARTS + 1, "too many parts");
    checkEnvelope(summary.envelope());
    check(SummaryCodec.decode(SummaryCodec.encode(summary)).equals(summary), "codec");
  }

  /** Not AssertJ: these run some millions of times. */
  private static void check(boolean holds, String what, Object... of) {
    if (!holds) {
      throw new AssertionError(what + "" + List.of(of));
    }
  }

  private static int checkPart(BodyPart part, byte[] message, int depth) {
    Extent at = part.extent();
    check(depth <= PartTree.MAX_DEPTH + 1, "depth", depth);
    check(at.headerOctets() >= 0 && at.bodyOctets() >= 0, "negative", at);
    int lines = lineEnds(message, (int) at.bodyOffset(), (int) at.end());
    check(at.lines() == lines, "lines", at, lines);
    checkContent(part);
    long next = at.bodyOffset();
    int count = 1;
    for (BodyPart child : part.children()) {
      check(child.extent().headerOffset() >= next, "before", child.extent(), next);
      next = child.extent().end();
      count += checkPart(child, message, depth + 1);
    }
    check(next <= at.end(), "children to behind", next, at);
    if (part instanceof BodyPart.Message m) {
      check(m.body().extent().headerOffset() == at.bodyOffset(), "message", at);
      check(m.body().extent().end() == at.end(), "message", at);
      checkEnvelope(m.envelope());
    }
    return count;
  }

  private static void checkContent(BodyPart part) {
    ContentFields content = part.content();
    boolean message = content.is("MESSAGE", "RFC822") || content.is("MESSAGE", "GLOBAL");
    check(part instanceof BodyPart.Message == message, "kind", content);
    check(
        part instanceof BodyPart.Multipart == content.type().equals("MULTIPART"), "kind", content);
    check(!(part instanceof BodyPart.Multipart) || !part.children().isEmpty(), "no parts");
    content.parameters().forEach(p -> checkSendable(Optional.of(p.value())));
    checkSendable(content.id());
    checkSendable(content.description());
    checkSendable(content.location());
    checkSendable(content.md5());
  }

  private static void checkEnvelope(Envelope e) {
    checkSendable(e.subject());
    checkSendable(e.date());
    checkSendable(e.messageId());
    checkSendable(e.inReplyTo());
    for (List<Address> list : List.of(e.from(), e.sender(), e.replyTo(), e.to(), e.cc(), e.bcc())) {
      int open = 0;
      for (Address address : list) {
        open += address.isGroupStart() ? 1 : address.isGroupEnd() ? -1 : 0;
        check(open == 0 || open == 1, "groups", list);
        checkSendable(address.name());
        checkSendable(address.mailbox());
        checkSendable(address.host());
      }
      check(open == 0 || list.size() >= AddressParser.MAX_ADDRESSES, "groups", list);
    }
  }

  private static void checkSendable(Optional<Octets> value) {
    value.ifPresent(
        v -> {
          for (int i = 0; i < v.length(); i++) {
            check(v.at(i) != '\r' && v.at(i) != '\n' && v.at(i) != 0, "octet", v.at(i));
          }
        });
  }

  /** Line ends by the rules of the scanner, counted another way. */
  static int lineEnds(byte[] bytes, int from, int to) {
    int count = 0;
    boolean crsCount = true; // whether a CR at this place ends a line
    for (int i = to; i < bytes.length && bytes[i] == '\r'; i++) {
      crsCount = i + 1 == bytes.length || bytes[i + 1] != '\n';
    }
    crsCount = to >= bytes.length || (bytes[to] == '\r' ? crsCount : bytes[to] != '\n');
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] == '\n') {
        count++;
        crsCount = false;
      } else if (bytes[i] != '\r') {
        crsCount = true;
      } else if (crsCount) {
        count++;
      }
    }
    return count;
  }

  static String text(MessageSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "size " + summary.sizeOctets() + (summary.headerTruncated() ? ", header truncated" : ""));
    lines.add("preview " + summary.preview());
    summary.sentDate().ifPresent(d -> lines.add("sent " + d));
    summary.rootReference().ifPresent(r -> lines.add("root " + ascii(r)));
    envelope(summary.envelope(), "", lines::add);
    part(summary.body(), "", "", lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static void envelope(Envelope e, String indent, Consumer<String> out) {
    e.date().ifPresent(v -> out.accept(indent + "date " + ascii(v)));
    e.subject().ifPresent(v -> out.accept(indent + "subject " + ascii(v)));
    addresses("from", e.from(), indent, out);
    if (!e.sender().equals(e.from())) {
      addresses("sender", e.sender(), indent, out);
    }
    if (!e.replyTo().equals(e.from())) {
      addresses("reply-to", e.replyTo(), indent, out);
    }
    addresses("to", e.to(), indent, out);
    addresses("cc", e.cc(), indent, out);
    addresses("bcc", e.bcc(), indent, out);
    e.inReplyTo().ifPresent(v -> out.accept(indent + "in-reply-to " + ascii(v)));
    e.messageId().ifPresent(v -> out.accept(indent + "message-id " + ascii(v)));
  }

  private static void addresses(
      String field, List<Address> list, String indent, Consumer<String> out) {
    list.forEach(a -> out.accept(indent + field + " " + address(a)));
  }

  static String address(Address a) {
    return "(%s %s %s %s)"
        .formatted(nstring(a.name()), nstring(a.adl()), nstring(a.mailbox()), nstring(a.host()));
  }

  private static void part(BodyPart part, String number, String indent, Consumer<String> out) {
    Extent at = part.extent();
    ContentFields c = part.content();
    out.accept(
        "%s[%s] %s/%s%s %s header %d+%d body %d+%d lines %d"
            .formatted(
                indent,
                number,
                c.type(),
                c.subtype(),
                parameters(c.parameters()),
                c.encoding(),
                at.headerOffset(),
                at.headerOctets(),
                at.bodyOffset(),
                at.bodyOctets(),
                at.lines()));
    String in = indent + "  ";
    c.id().ifPresent(v -> out.accept(in + "id " + ascii(v)));
    c.description().ifPresent(v -> out.accept(in + "description " + ascii(v)));
    c.md5().ifPresent(v -> out.accept(in + "md5 " + ascii(v)));
    c.disposition()
        .ifPresent(d -> out.accept(in + "disposition " + d.type() + parameters(d.parameters())));
    c.language().forEach(v -> out.accept(in + "language " + ascii(v)));
    c.location().ifPresent(v -> out.accept(in + "location " + ascii(v)));
    if (part instanceof BodyPart.Message m) {
      envelope(m.envelope(), in, out);
    }
    int i = 0;
    for (BodyPart child : part.children()) {
      i++;
      String below = part instanceof BodyPart.Message ? "message" : String.valueOf(i);
      part(child, number.isEmpty() ? below : number + "." + below, in, out);
    }
  }

  static String parameters(List<Parameter> parameters) {
    StringBuilder out = new StringBuilder();
    parameters.forEach(p -> out.append(';').append(p.name()).append('=').append(ascii(p.value())));
    return out.toString();
  }

  private static String nstring(Optional<Octets> value) {
    return value.map(v -> '"' + ascii(v) + '"').orElse("NIL");
  }

  /** Octets that are not printable ASCII as {@code \xx}. */
  static String ascii(Octets octets) {
    StringBuilder out = new StringBuilder();
    octets
        .latin1()
        .chars()
        .forEach(
            c -> {
              if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
              } else {
                out.append("\\%02x".formatted(c));
              }
            });
    return out.toString();
  }
}
