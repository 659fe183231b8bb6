package org.yubin.persistence.launch;

import java.util.List;

/** Cassandra could not be started; the message is one line for the operator. */
public final class CassandraLaunchException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The last lines of Cassandra's own log, oldest first; a list that can be serialised. */
  private final String logTail;

  CassandraLaunchException(String message) {
    this(message, List.of());
  }

  CassandraLaunchException(String message, List<String> logTail) {
    super(message);
    this.logTail = String.join("\n", logTail);
  }

  /** The last lines of Cassandra's own log, oldest first; empty if it had not come that far. */
  public List<String> logTail() {
    return logTail.isEmpty() ? List.of() : List.of(logTail.split("\n", -1));
  }
}
