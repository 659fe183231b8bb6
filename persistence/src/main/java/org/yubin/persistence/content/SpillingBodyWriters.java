package org.yubin.persistence.content;

import org.yubin.persistence.id.IdSource;

/** Keeps small bodies in memory for their message row, and writes all others into blobs. */
public final class SpillingBodyWriters implements BodyWriters {
  private final BlobStore blobs;
  private final IdSource ids;

  public SpillingBodyWriters(BlobStore blobs, IdSource ids) {
    this.blobs = blobs;
    this.ids = ids;
  }

  @Override
  public BodyWriter open(boolean shared) {
    return new SpillingBodyWriter(blobs, ids, shared ? 0 : MAX_INLINE_OCTETS);
  }
}
