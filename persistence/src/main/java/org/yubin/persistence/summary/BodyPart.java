package org.yubin.persistence.summary;

import java.util.List;

/**
 * A node of the MIME tree: what BODYSTRUCTURE says of a part (RFC 9051 §7.5.2), and where its
 * octets stand.
 *
 * <p>The root stands for the message itself: its header is the message's header. Inside {@link
 * Message} the same holds for the encapsulated message.
 */
public sealed interface BodyPart {
  ContentFields content();

  Extent extent();

  /** The parts directly below, in the order of their numbers. */
  List<BodyPart> children();

  /**
   * A part with nothing inside. If {@link ContentFields#isText} its line count is part of
   * BODYSTRUCTURE. Its type is never MULTIPART, MESSAGE/RFC822 or MESSAGE/GLOBAL.
   */
  record Leaf(ContentFields content, Extent extent) implements BodyPart {
    @Override
    public List<BodyPart> children() {
      return List.of();
    }
  }

  /**
   * MESSAGE/RFC822 or MESSAGE/GLOBAL: {@code extent} has the MIME header of the part and, as its
   * body, the whole encapsulated message; {@code body} is the root of that message's own tree.
   */
  record Message(ContentFields content, Extent extent, Envelope envelope, BodyPart body)
      implements BodyPart {
    @Override
    public List<BodyPart> children() {
      return List.of(body);
    }
  }

  /** MULTIPART: {@code parts} is never empty; preamble and epilogue lie within {@code extent}. */
  record Multipart(ContentFields content, Extent extent, List<BodyPart> parts) implements BodyPart {
    public Multipart {
      parts = List.copyOf(parts);
    }

    @Override
    public List<BodyPart> children() {
      return parts;
    }
  }
}
