package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Extent;

/** A part whose end has not been seen: first its header is read, then its body. */
final class OpenPart {
  enum Kind {
    HEADER,
    LEAF,
    MESSAGE,
    MULTIPART
  }

  private final long headerOffset;
  private final boolean inDigest;
  private final List<BodyPart> children = new ArrayList<>();
  private Kind kind = Kind.HEADER;
  private ContentFields content = ContentFields.plainText();
  private Envelope envelope = Envelope.EMPTY;
  private byte @Nullable [] boundary;
  private Place body;
  private @Nullable Place preambleEnd;

  /** A place in the message: octets and line ends before it. */
  record Place(long octets, long lines) {}

  OpenPart(Place start, boolean inDigest) {
    this.headerOffset = start.octets();
    this.body = start;
    this.inDigest = inDigest;
  }

  Kind kind() {
    return kind;
  }

  ContentFields content() {
    return content;
  }

  /** Whether a Content-Type that is absent means MESSAGE/RFC822 (RFC 2046 §5.1.5). */
  boolean isInDigest() {
    return inDigest;
  }

  boolean isDigest() {
    return content.is("MULTIPART", "DIGEST");
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** The delimiter being looked for, without its dashes; null if none, or if it has been closed. */
  byte @Nullable [] boundary() {
    return boundary;
  }

  void startBody(Kind aKind, ContentFields fields, Place place) {
    kind = aKind;
    content = fields;
    body = place;
    if (aKind == Kind.MULTIPART) {
      boundary = PartTree.boundary(fields).getBytes(ISO_8859_1);
    }
  }

  void setEnvelope(Envelope ofEncapsulated) {
    envelope = ofEncapsulated;
  }

  /** The closing delimiter was seen: what follows is epilogue. */
  void closeDelimiter(Place end) {
    boundary = null;
    if (children.isEmpty()) {
      preambleEnd = end;
    }
  }

  void add(BodyPart child) {
    children.add(child);
  }

  /**
   * The finished part.
   *
   * @param end where the body ends, if it has begun by then
   * @param lineStart where the line starts that ended it: the end of what had no body before it
   */
  BodyPart finish(Place end, Place lineStart) {
    boolean childrenEndLater =
        hasChildren() && children.get(children.size() - 1).extent().end() > end.octets();
    Place last = body.octets() > end.octets() || childrenEndLater ? lineStart : end;
    Extent extent =
        new Extent(
            headerOffset,
            body.octets() - headerOffset,
            last.octets() - body.octets(),
            last.lines() - body.lines());
    return switch (kind) {
      case HEADER, LEAF -> new BodyPart.Leaf(content, extent);
      case MESSAGE -> new BodyPart.Message(content, extent, envelope, children.get(0));
      case MULTIPART -> {
        if (children.isEmpty()) {
          children.add(preamble(preambleEnd == null ? last : preambleEnd));
        }
        yield new BodyPart.Multipart(content, extent, children);
      }
    };
  }

  /** RFC 9051 §9 (body-type-mpart) wants a part where there is none: the text that stands there. */
  private BodyPart preamble(Place end) {
    long octets = Math.max(0, end.octets() - body.octets());
    long lines = octets == 0 ? 0 : end.lines() - body.lines();
    return new BodyPart.Leaf(
        ContentFields.plainText(), new Extent(body.octets(), 0, octets, lines));
  }
}
