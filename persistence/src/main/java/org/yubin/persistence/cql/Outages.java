package org.yubin.persistence.cql;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.StoreUnavailableException;

/** Tells outages of Cassandra from faults of the program, for callers that know no driver. */
final class Outages {
  private Outages() {}

  /**
   * The same stage, but for a failure of the driver or of Cassandra, which becomes a {@link
   * StoreUnavailableException}. A statement that Cassandra does not understand is a fault, and
   * stays as it is.
   */
  static <T> CompletionStage<T> told(CompletionStage<T> asked) {
    return asked.exceptionallyCompose(failure -> CompletableFuture.failedStage(named(failure)));
  }

  private static Throwable named(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean outage = cause instanceof DriverException && !isFault(cause);
    return outage ? new StoreUnavailableException(cause) : cause;
  }

  private static boolean isFault(Throwable cause) {
    return cause instanceof QueryValidationException;
  }
}
