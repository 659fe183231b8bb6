package org.yubin.persistence.collect;

import java.util.concurrent.atomic.LongAdder;

/** What the collector of this node has done since it started; for metrics and tests. */
public final class CollectorCounts {
  final LongAdder passes = new LongAdder();
  final LongAdder referencesRemoved = new LongAdder();
  final LongAdder messagesDeleted = new LongAdder();
  final LongAdder blobsDeleted = new LongAdder();
  final LongAdder revived = new LongAdder();
  final LongAdder undecided = new LongAdder();

  /** How often the scan of message rows has come around. */
  public long passes() {
    return passes.sum();
  }

  public long referencesRemoved() {
    return referencesRemoved.sum();
  }

  public long messagesDeleted() {
    return messagesDeleted.sum();
  }

  public long blobsDeleted() {
    return blobsDeleted.sum();
  }

  /** Condemned rows and blobs that turned out to be in use. */
  public long revived() {
    return revived.sum();
  }

  /** References that could not be judged, since their mailbox did not answer or is held. */
  public long undecided() {
    return undecided.sum();
  }
}
