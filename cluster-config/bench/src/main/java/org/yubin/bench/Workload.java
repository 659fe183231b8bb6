package org.yubin.bench;

import java.io.IOException;

/** One kind of load. An object serves all workers of one measurement of one server. */
interface Workload {
  /** As it is chosen by, and reported under. */
  String name();

  /** What is counted: operations, or the messages that one operation concerns. */
  default String unit() {
    return "operation";
  }

  /** How many workers make sense. */
  default int workers(int connections) {
    return connections;
  }

  /** Whether this server can be measured so. */
  default boolean possible(Target target) {
    return true;
  }

  /** Prepares one worker's part of it, untimed. */
  Lane lane(Worker worker) throws IOException, WrongAnswerException;

  /** One worker's part; used by one thread at a time. */
  interface Lane {
    /**
     * Does it once, and checks the answer.
     *
     * @throws WrongAnswerException if the answer was wrong; the lane can go on
     * @throws IOException if the connection is of no more use; the lane is prepared again
     */
    Done operation() throws IOException, WrongAnswerException;

    /** Checks what must be so when all workers have stopped, and clears away, untimed. */
    default void close() throws IOException, WrongAnswerException {}
  }

  /**
   * What one operation came to.
   *
   * @param units of {@link #unit}
   * @param octets of messages, sent or received
   * @param nanos what counts of its time; negative for all of it
   */
  record Done(long units, long octets, long nanos) {
    static Done units(long units) {
      return new Done(units, 0, -1);
    }

    static Done octets(long octets) {
      return new Done(1, octets, -1);
    }
  }
}
