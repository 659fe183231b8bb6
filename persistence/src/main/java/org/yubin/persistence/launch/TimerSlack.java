package org.yubin.persistence.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How late the timers of a process may be, as Linux allows it to be set: 50 µs unless told. The
 * worker threads of Cassandra wait for work by sleeping for 10 µs at a time, and so wake up some
 * 15,000 times a second while there is any traffic. Timers that are later spare most of that, and
 * do no harm to the others, which are all of a millisecond and more.
 */
final class TimerSlack {
  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/timerslack_ns");

  /** The threads of a process inherit it from the one that starts its program. */
  private static final String SCRIPT =
      "echo 200000 > /proc/self/timerslack_ns || echo 'timer slack: not set'; exec \"$@\"";

  private TimerSlack() {}

  /**
   * What to put before a command line, so that its timers may be 200 µs late; empty where the
   * system does not know of it.
   */
  static List<String> prefix() {
    return Files.isWritable(OF_THIS_PROCESS) ? List.of("/bin/sh", "-c", SCRIPT, "sh") : List.of();
  }
}
