package org.yubin.frontend.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * Bounds what one thread may spend on one input: processor time and allocated octets, both of which
 * other work on the machine leaves alone.
 */
public final class Bounds {
  /** More than any input of some kilobytes needs, on an instrumented and busy machine too. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final long FIXED_OCTETS = 64L * 1024 * 1024;
  private static final long OCTETS_PER_OCTET = 4096;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /**
   * Runs a target, and fails if it costs more than its input may. A first run that does is
   * repeated: classes are loaded once, and that counts for no input.
   */
  public static void check(byte[] input, Runnable target) {
    if (excess(input, target).isPresent()) {
      excess(input, target)
          .ifPresent(
              what -> {
                throw new AssertionError(input.length + " octets took " + what);
              });
    }
  }

  private static Optional<String> excess(byte[] input, Runnable target) {
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long spentBefore = THREADS.getCurrentThreadCpuTime();
    target.run();
    long spent = THREADS.getCurrentThreadCpuTime() - spentBefore;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    long most = FIXED_OCTETS + OCTETS_PER_OCTET * input.length;
    if (spent > LONGEST.toNanos()) {
      return Optional.of(spent / 1_000_000 + " ms (expected: <= " + LONGEST.toMillis() + ")");
    }
    return allocated > most
        ? Optional.of(allocated + " octets of memory (expected: <= " + most + ")")
        : Optional.empty();
  }
}
