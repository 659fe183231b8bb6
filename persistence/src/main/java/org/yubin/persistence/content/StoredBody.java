package org.yubin.persistence.content;

import org.yubin.persistence.id.BlobId;

/** Where the octets of a message body are kept. */
public sealed interface StoredBody {
  long sizeOctets();

  /**
   * In the message row itself.
   *
   * @param octets at most {@link BodyWriters#MAX_INLINE_OCTETS}; neither side changes the array
   */
  // An array in a record: it is compared nowhere, and wrapping it would copy each message twice.
  @SuppressWarnings("ArrayRecordComponent")
  record Inline(byte[] octets) implements StoredBody {
    @Override
    public long sizeOctets() {
      return octets.length;
    }
  }

  /** In a blob, perhaps shared with other recipients. */
  record InBlob(BlobId blob, long sizeOctets) implements StoredBody {}
}
