package org.yubin.bench;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One worker's share of one measurement; used by one thread after the other. */
final class WorkerLoop {
  /** So many errors in a row, and the worker gives up. */
  private static final int HOPELESS = 10;

  private final Worker worker;
  private final Workload workload;
  private final Latencies latencies = new Latencies();
  private Workload.@Nullable Lane lane;
  private long units;
  private long octets;
  private long errors;
  private int inARow;
  private @Nullable String firstError;

  WorkerLoop(Worker worker, Workload workload) {
    this.worker = worker;
    this.workload = workload;
  }

  /** Prepares the lane; tried again by the loop if it fails. */
  void prepare() {
    try {
      lane = workload.lane(worker);
    } catch (IOException broken) {
      lost(broken);
    } catch (WrongAnswerException wrong) {
      error(wrong.getMessage());
    }
  }

  /**
   * Operates until {@code until}, and until something has counted; what begins at {@code from} or
   * later does.
   */
  void run(long from, long until) {
    while ((System.nanoTime() < until || latencies.count() == 0) && inARow < HOPELESS) {
      Workload.Lane ready = lane;
      if (ready == null) {
        prepare();
      } else {
        operate(ready, from);
      }
    }
  }

  private void operate(Workload.Lane ready, long from) {
    long began = System.nanoTime();
    try {
      Workload.Done done = ready.operation();
      long took = System.nanoTime() - began;
      inARow = 0;
      if (began >= from) {
        latencies.add(done.nanos() < 0 ? took : done.nanos());
        units += done.units();
        octets += done.octets();
      }
    } catch (IOException broken) {
      lost(broken);
    } catch (WrongAnswerException wrong) {
      error(wrong.getMessage());
    }
  }

  /** Whether there is a lane. */
  boolean ready() {
    return lane != null;
  }

  /** Lets the lane check its result and clear away. */
  void close() {
    Workload.Lane done = lane;
    if (done == null) {
      return;
    }
    try {
      done.close();
    } catch (IOException broken) {
      lost(broken);
    } catch (WrongAnswerException wrong) {
      error(wrong.getMessage());
    }
  }

  private void lost(IOException broken) {
    error("connection: " + broken);
    worker.disconnect();
    lane = null;
  }

  private void error(@Nullable String message) {
    errors++;
    inARow++;
    if (firstError == null) {
      firstError = String.valueOf(message);
    }
  }

  Latencies latencies() {
    return latencies;
  }

  long units() {
    return units;
  }

  long octets() {
    return octets;
  }

  long errors() {
    return errors;
  }

  Optional<String> firstError() {
    return Optional.ofNullable(firstError);
  }
}
