package org.yubin.frontend.imap.session;

/**
 * Told what sessions do, on their threads: whoever listens counts, and neither blocks nor takes
 * longer than a microsecond.
 */
public interface SessionMeasures {
  /** Stands for all commands that the server does not have. */
  String UNKNOWN = "unknown";

  /** Listens to nothing. */
  SessionMeasures NONE =
      new SessionMeasures() {
        @Override
        public void answered(String command, Tagged.Status status, long nanos) {}

        @Override
        public void idling(int change) {}
      };

  /**
   * A command has got its tagged answer.
   *
   * @param command its name as in the {@link CommandTable}, or {@link #UNKNOWN}: one of few
   * @param nanos from its turn to its answer; what the client takes to send a message, or to end
   *     IDLE, is part of it
   */
  void answered(String command, Tagged.Status status, long nanos);

  /**
   * A session begins to idle, or ends it (RFC 2177).
   *
   * @param change 1 or -1
   */
  void idling(int change);
}
