package org.yubin.persistence.summary;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yubin.proto.summary.StoredAddress;
import org.yubin.proto.summary.StoredDisposition;
import org.yubin.proto.summary.StoredEnvelope;
import org.yubin.proto.summary.StoredParameter;
import org.yubin.proto.summary.StoredPart;
import org.yubin.proto.summary.StoredPartKind;
import org.yubin.proto.summary.StoredSummary;

/**
 * Summaries to stored bytes and back: a version octet, an algorithm octet (0 none, 1 zstd), then
 * {@code yubin.summary.StoredSummary}. The only class that knows the generated types.
 *
 * <p>Every version ever written stays readable. {@link #decode} throws {@link
 * IllegalArgumentException} on bytes that no version wrote: a row that is broken, not a case to
 * handle.
 */
public final class SummaryCodec {
  static final byte VERSION = 1;
  static final byte NONE = 0;
  static final byte ZSTD = 1;

  private static final int PREFIX_OCTETS = 2;
  private static final int ZSTD_LEVEL = 3;

  /** Below this a frame's own overhead eats the gain. */
  private static final int MIN_COMPRESSED_OCTETS = 256;

  /** Far above what the scanner's bounds let a summary grow to. */
  private static final int MAX_DECODED_OCTETS = 16 * 1024 * 1024;

  /** Above any depth that the scanner lets a tree have. */
  private static final int MAX_DEPTH = 256;

  private SummaryCodec() {}

  /** Compressed with zstd where that makes it smaller. */
  public static byte[] encode(MessageSummary summary) {
    byte[] plain = stored(summary).toByteArray();
    if (plain.length >= MIN_COMPRESSED_OCTETS) {
      byte[] packed = Zstd.compress(plain, ZSTD_LEVEL);
      if (packed.length < plain.length) {
        return prefixed(ZSTD, packed);
      }
    }
    return prefixed(NONE, plain);
  }

  private static byte[] prefixed(byte algorithm, byte[] payload) {
    byte[] out = new byte[PREFIX_OCTETS + payload.length];
    out[0] = VERSION;
    out[1] = algorithm;
    System.arraycopy(payload, 0, out, PREFIX_OCTETS, payload.length);
    return out;
  }

  public static MessageSummary decode(byte[] bytes) {
    if (bytes.length < PREFIX_OCTETS || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "summary of %d octets, version %s (expected: version %d)"
              .formatted(bytes.length, bytes.length == 0 ? "none" : bytes[0], VERSION));
    }
    try {
      return summary(
          switch (bytes[1]) {
            case NONE ->
                StoredSummary.parseFrom(
                    ByteString.copyFrom(bytes, PREFIX_OCTETS, bytes.length - PREFIX_OCTETS));
            case ZSTD -> StoredSummary.parseFrom(unpacked(bytes));
            default ->
                throw new IllegalArgumentException(
                    "summary: algorithm %d (expected: 0 or 1)".formatted(bytes[1]));
          });
    } catch (InvalidProtocolBufferException | ZstdException | DateTimeException e) {
      throw new IllegalArgumentException("summary of %d octets".formatted(bytes.length), e);
    }
  }

  private static byte[] unpacked(byte[] bytes) {
    int length = bytes.length - PREFIX_OCTETS;
    long size = Zstd.getFrameContentSize(bytes, PREFIX_OCTETS, length);
    if (size < 0 || size > MAX_DECODED_OCTETS) {
      throw new IllegalArgumentException(
          "summary: %d octets unpacked (expected: 0..%d)".formatted(size, MAX_DECODED_OCTETS));
    }
    byte[] plain = new byte[(int) size];
    long written = Zstd.decompressByteArray(plain, 0, plain.length, bytes, PREFIX_OCTETS, length);
    if (written != size) {
      throw new IllegalArgumentException(
          "summary: %d octets unpacked (expected: %d)".formatted(written, size));
    }
    return plain;
  }

  private static StoredSummary stored(MessageSummary summary) {
    StoredSummary.Builder out =
        StoredSummary.newBuilder()
            .setSizeOctets(summary.sizeOctets())
            .setEnvelope(stored(summary.envelope()))
            .setHeader(stored(summary.header()))
            .setHeaderTruncated(summary.headerTruncated())
            .setPreview(summary.preview());
    addPart(summary.body(), out);
    summary.rootReference().ifPresent(v -> out.setRootReference(stored(v)));
    summary.sentDate().ifPresent(v -> out.setSentEpochDay(v.toEpochDay()));
    summary.signature().ifPresent(v -> out.setSignature(stored(v)));
    return out.build();
  }

  private static MessageSummary summary(StoredSummary in) {
    PartReader parts = new PartReader(in.getPartsList());
    BodyPart root = parts.next();
    if (parts.next < in.getPartsCount()) {
      throw new IllegalArgumentException(
          "summary: %d parts outside the tree".formatted(in.getPartsCount() - parts.next));
    }
    return new MessageSummary(
        in.getSizeOctets(),
        envelope(in.getEnvelope()),
        root,
        octets(in.getHeader()),
        in.getHeaderTruncated(),
        in.getPreview(),
        optional(in.hasRootReference(), in.getRootReference()),
        in.hasSentEpochDay()
            ? Optional.of(LocalDate.ofEpochDay(in.getSentEpochDay()))
            : Optional.empty(),
        optional(in.hasSignature(), in.getSignature()));
  }

  private static void addPart(BodyPart part, StoredSummary.Builder out) {
    ContentFields content = part.content();
    Extent extent = part.extent();
    StoredPart.Builder to =
        StoredPart.newBuilder()
            .setKind(kind(part))
            .setChildren(part.children().size())
            .setHeaderOffset(extent.headerOffset())
            .setHeaderOctets(extent.headerOctets())
            .setBodyOctets(extent.bodyOctets())
            .setLines(extent.lines())
            .setType(content.type())
            .setSubtype(content.subtype())
            .setEncoding(content.encoding());
    if (part instanceof BodyPart.Message message) {
      to.setEnvelope(stored(message.envelope()));
    }
    content.parameters().forEach(p -> to.addParameters(stored(p)));
    content.id().ifPresent(v -> to.setId(stored(v)));
    content.description().ifPresent(v -> to.setDescription(stored(v)));
    content.md5().ifPresent(v -> to.setMd5(stored(v)));
    content.disposition().ifPresent(v -> to.setDisposition(stored(v)));
    content.language().forEach(v -> to.addLanguage(stored(v)));
    content.location().ifPresent(v -> to.setLocation(stored(v)));
    out.addParts(to);
    part.children().forEach(child -> addPart(child, out));
  }

  private static StoredPartKind kind(BodyPart part) {
    if (part instanceof BodyPart.Multipart) {
      return StoredPartKind.STORED_PART_KIND_MULTIPART;
    }
    return part instanceof BodyPart.Message
        ? StoredPartKind.STORED_PART_KIND_MESSAGE
        : StoredPartKind.STORED_PART_KIND_LEAF;
  }

  /** Builds the tree back from its pre-order list. */
  private static final class PartReader {
    private final List<StoredPart> parts;
    private int next;
    private int depth;

    PartReader(List<StoredPart> parts) {
      this.parts = parts;
    }

    BodyPart next() {
      if (next == parts.size() || depth == MAX_DEPTH) {
        throw new IllegalArgumentException(
            "summary: part %d of %d at depth %d".formatted(next, parts.size(), depth));
      }
      depth++;
      BodyPart part = read();
      depth--;
      return part;
    }

    private BodyPart read() {
      StoredPart part = parts.get(next++);
      Extent extent =
          new Extent(
              part.getHeaderOffset(),
              part.getHeaderOctets(),
              part.getBodyOctets(),
              part.getLines());
      return switch (part.getKind()) {
        case STORED_PART_KIND_LEAF -> new BodyPart.Leaf(content(part), extent);
        case STORED_PART_KIND_MESSAGE ->
            new BodyPart.Message(content(part), extent, envelope(part.getEnvelope()), next());
        case STORED_PART_KIND_MULTIPART -> {
          List<BodyPart> children = new ArrayList<>();
          for (int i = 0; i < part.getChildren(); i++) {
            children.add(next());
          }
          yield new BodyPart.Multipart(content(part), extent, children);
        }
        case UNRECOGNIZED ->
            throw new IllegalArgumentException(
                "summary: part kind %d (expected: 0..2)".formatted(part.getKindValue()));
      };
    }

    private static ContentFields content(StoredPart in) {
      return new ContentFields(
          in.getType(),
          in.getSubtype(),
          parameters(in.getParametersList()),
          optional(in.hasId(), in.getId()),
          optional(in.hasDescription(), in.getDescription()),
          in.getEncoding(),
          optional(in.hasMd5(), in.getMd5()),
          in.hasDisposition()
              ? Optional.of(
                  new Disposition(
                      in.getDisposition().getType(),
                      parameters(in.getDisposition().getParametersList())))
              : Optional.empty(),
          in.getLanguageList().stream().map(SummaryCodec::octets).toList(),
          optional(in.hasLocation(), in.getLocation()));
    }
  }

  private static StoredEnvelope stored(Envelope envelope) {
    StoredEnvelope.Builder out = StoredEnvelope.newBuilder();
    envelope.date().ifPresent(v -> out.setDate(stored(v)));
    envelope.subject().ifPresent(v -> out.setSubject(stored(v)));
    envelope.from().forEach(a -> out.addFrom(stored(a)));
    if (envelope.sender().equals(envelope.from())) {
      out.setSenderIsFrom(true);
    } else {
      envelope.sender().forEach(a -> out.addSender(stored(a)));
    }
    if (envelope.replyTo().equals(envelope.from())) {
      out.setReplyToIsFrom(true);
    } else {
      envelope.replyTo().forEach(a -> out.addReplyTo(stored(a)));
    }
    envelope.to().forEach(a -> out.addTo(stored(a)));
    envelope.cc().forEach(a -> out.addCc(stored(a)));
    envelope.bcc().forEach(a -> out.addBcc(stored(a)));
    envelope.inReplyTo().ifPresent(v -> out.setInReplyTo(stored(v)));
    envelope.messageId().ifPresent(v -> out.setMessageId(stored(v)));
    return out.build();
  }

  private static Envelope envelope(StoredEnvelope in) {
    List<Address> from = addresses(in.getFromList());
    return new Envelope(
        optional(in.hasDate(), in.getDate()),
        optional(in.hasSubject(), in.getSubject()),
        from,
        in.getSenderIsFrom() ? from : addresses(in.getSenderList()),
        in.getReplyToIsFrom() ? from : addresses(in.getReplyToList()),
        addresses(in.getToList()),
        addresses(in.getCcList()),
        addresses(in.getBccList()),
        optional(in.hasInReplyTo(), in.getInReplyTo()),
        optional(in.hasMessageId(), in.getMessageId()));
  }

  private static StoredAddress stored(Address address) {
    StoredAddress.Builder out = StoredAddress.newBuilder();
    address.name().ifPresent(v -> out.setName(stored(v)));
    address.adl().ifPresent(v -> out.setAdl(stored(v)));
    address.mailbox().ifPresent(v -> out.setMailbox(stored(v)));
    address.host().ifPresent(v -> out.setHost(stored(v)));
    return out.build();
  }

  private static List<Address> addresses(List<StoredAddress> in) {
    return in.stream()
        .map(
            a ->
                new Address(
                    optional(a.hasName(), a.getName()),
                    optional(a.hasAdl(), a.getAdl()),
                    optional(a.hasMailbox(), a.getMailbox()),
                    optional(a.hasHost(), a.getHost())))
        .toList();
  }

  private static StoredDisposition stored(Disposition disposition) {
    StoredDisposition.Builder out = StoredDisposition.newBuilder().setType(disposition.type());
    disposition.parameters().forEach(p -> out.addParameters(stored(p)));
    return out.build();
  }

  private static StoredParameter stored(Parameter parameter) {
    return StoredParameter.newBuilder()
        .setName(parameter.name())
        .setValue(stored(parameter.value()))
        .build();
  }

  private static List<Parameter> parameters(List<StoredParameter> in) {
    return in.stream().map(p -> new Parameter(p.getName(), octets(p.getValue()))).toList();
  }

  private static ByteString stored(Octets octets) {
    return ByteString.copyFrom(octets.asByteBuffer());
  }

  private static Octets octets(ByteString bytes) {
    return bytes.isEmpty() ? Octets.EMPTY : Octets.of(bytes.toByteArray());
  }

  private static Optional<Octets> optional(boolean present, ByteString bytes) {
    return present ? Optional.of(octets(bytes)) : Optional.empty();
  }
}
