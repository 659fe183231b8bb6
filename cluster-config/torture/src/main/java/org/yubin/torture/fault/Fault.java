package org.yubin.torture.fault;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of faults. */
public enum Fault {
  /** SIGKILL of a mailbox node; it is started again after some seconds. */
  KILL,
  /** SIGSTOP of a mailbox node, longer than its removal takes, then SIGCONT. */
  STOP,
  /** SIGTERM of a mailbox node: it hands over and leaves, and is started again. */
  LEAVE,
  /** A mailbox node hears no other node and is not heard; it still reaches Cassandra. */
  PARTITION,
  /** SIGKILL of one Cassandra; it is started again after some seconds. */
  CASSANDRA;

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The fault of this word.
   *
   * @throws IllegalArgumentException if there is none, naming those that there are
   */
  public static Fault named(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "fault: %s (expected: %s)"
                        .formatted(
                            word,
                            String.join(", ", Arrays.stream(values()).map(Fault::word).toList()))));
  }
}
