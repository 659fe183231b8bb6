package org.yubin.persistence.summary;

/**
 * The summary of a message that had lines put in front of its header, made from the summary it had
 * without them. So a delivery to many scans its message once, though each recipient has Return-Path
 * and Delivered-To of its own (RFC 5321 §4.4).
 */
public final class PrefixedSummary {
  private PrefixedSummary() {}

  /**
   * The summary of {@code prefix} and the message together.
   *
   * @param prefix whole header fields, each ended by CRLF, none of which ENVELOPE shows or MIME
   *     knows
   */
  public static MessageSummary of(byte[] prefix, MessageSummary message) {
    int octets =
        Math.min(prefix.length + message.header().length(), MessageSummary.MAX_HEADER_OCTETS);
    byte[] header = new byte[octets];
    int ofPrefix = Math.min(prefix.length, octets);
    System.arraycopy(prefix, 0, header, 0, ofPrefix);
    System.arraycopy(message.header().toByteArray(), 0, header, ofPrefix, octets - ofPrefix);
    BodyPart body = message.body();
    Extent root = body.extent();
    return new MessageSummary(
        message.sizeOctets() + prefix.length,
        message.envelope(),
        withExtent(
            body,
            new Extent(
                root.headerOffset(),
                root.headerOctets() + prefix.length,
                root.bodyOctets(),
                root.lines()),
            prefix.length),
        Octets.of(header),
        message.headerTruncated() || octets < prefix.length + message.header().length(),
        message.preview(),
        message.rootReference(),
        message.sentDate(),
        message.signature());
  }

  private static BodyPart moved(BodyPart part, long by) {
    Extent extent = part.extent();
    return withExtent(
        part,
        new Extent(
            extent.headerOffset() + by, extent.headerOctets(), extent.bodyOctets(), extent.lines()),
        by);
  }

  private static BodyPart withExtent(BodyPart part, Extent extent, long by) {
    if (part instanceof BodyPart.Message message) {
      return new BodyPart.Message(
          message.content(), extent, message.envelope(), moved(message.body(), by));
    } else if (part instanceof BodyPart.Multipart multipart) {
      return new BodyPart.Multipart(
          multipart.content(),
          extent,
          multipart.parts().stream().map(each -> moved(each, by)).toList());
    }
    return new BodyPart.Leaf(part.content(), extent);
  }
}
