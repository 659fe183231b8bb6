package org.yubin.entity;

/**
 * Folds stored records into a state. Used by one thread at a time.
 *
 * <p>A command of several parts takes effect at the part that commits it; parts behind the last
 * commit change nothing, and are not counted.
 *
 * @param <S> the state
 */
public interface Replayer<S> {
  /**
   * Takes the next record of the log.
   *
   * @throws RuntimeException if the record cannot be read or does not follow: recovery fails,
   *     nothing is guessed
   */
  void accept(byte[] record);

  /** The state after the last complete command. */
  S state();

  /** How many of the accepted records belong to complete commands. */
  long committed();
}
