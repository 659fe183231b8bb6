package org.yubin.persistence.summary;

/**
 * Where a part stands in the stored message, in octets from the message's first.
 *
 * <p>The header is followed at once by the body; the empty line between them, if there is one,
 * belongs to the header. The line end in front of a boundary belongs to the boundary (RFC 2046
 * §5.1.1) and thus to neither.
 *
 * @param headerOffset where the part's header starts
 * @param headerOctets its length, the empty line that ends it included
 * @param bodyOctets length of the body as stored, transfer encoding not undone
 * @param lines line ends (CRLF, or a CR or LF alone) within the body
 */
public record Extent(long headerOffset, long headerOctets, long bodyOctets, long lines) {
  public long bodyOffset() {
    return headerOffset + headerOctets;
  }

  /** The first octet behind the part. */
  public long end() {
    return headerOffset + headerOctets + bodyOctets;
  }
}
