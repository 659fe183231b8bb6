package org.yubin.node.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals to a process, where the system knows them (not on Windows). */
final class Signals {
  private Signals() {}

  /**
   * Sends one, and returns when it has been sent.
   *
   * @param name such as {@code STOP}
   * @throws IOException if there is no such process
   */
  static void send(String name, long pid) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IOException("kill -" + name + " " + pid + ": failed (expected: a live process)");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }
}
