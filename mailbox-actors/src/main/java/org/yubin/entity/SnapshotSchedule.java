package org.yubin.entity;

/**
 * When an owner writes the next snapshot: after so many events behind the last one. Confined to the
 * gate.
 */
final class SnapshotSchedule {
  private final int events;
  private long replayed;
  private long last;
  private long due;

  /**
   * @param events between two snapshots
   */
  SnapshotSchedule(int events) {
    this.events = events;
    this.due = events;
  }

  /** Recovery has read so many events behind the last snapshot. */
  void recovered(long eventsReplayed) {
    replayed = eventsReplayed;
  }

  /** Whether the state at this number of the log is to be written. */
  boolean isDue(long sequence) {
    return replayed + sequence - last >= due;
  }

  /** The state at this number has been written, and is pointed to. */
  void written(long sequence) {
    replayed = 0;
    last = sequence;
    due = events;
  }

  /** It could not be written: tried again after half as many events. */
  void failed() {
    due += events / 2;
  }
}
