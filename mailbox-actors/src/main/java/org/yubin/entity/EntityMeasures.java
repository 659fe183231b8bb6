package org.yubin.entity;

/**
 * Told what the gates of one kind do, as part of them: whoever listens counts, and neither blocks
 * nor takes longer than a microsecond. Times are nanoseconds.
 */
public interface EntityMeasures {
  /** Listens to nothing. */
  EntityMeasures NONE =
      new EntityMeasures() {
        @Override
        public void gateStarted() {}

        @Override
        public void gateStopped() {}

        @Override
        public void recovered(long nanos, boolean afterLoss) {}

        @Override
        public void persisted(int commands, long nanos) {}

        @Override
        public void confirmed(long nanos) {}
      };

  /** A gate lives on this node. */
  void gateStarted();

  /** A gate is gone; once for each that started. */
  void gateStopped();

  /**
   * An owner serves.
   *
   * @param nanos from its start on: take, announcement, recovery, pin
   * @param afterLoss whether the owner before it had not said its last word: it was killed, cut
   *     off, or had ended in doubt
   */
  void recovered(long nanos, boolean afterLoss);

  /**
   * The journal has acknowledged a batch.
   *
   * @param commands decided together; those that were refused or changed nothing are among them
   */
  void persisted(int commands, long nanos);

  /** A confirming read of the fence has been answered. */
  void confirmed(long nanos);
}
