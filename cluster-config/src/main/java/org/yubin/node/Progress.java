package org.yubin.node;

import java.io.PrintWriter;

/**
 * Tells on the terminal how a start goes on: a line a step, with the seconds it came at. Thread
 * safe.
 */
final class Progress {
  private final PrintWriter out;
  private final long startedNanos = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  synchronized void tell(String step) {
    out.printf("[%5.1f s] %s%n", seconds(), step);
    out.flush();
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
