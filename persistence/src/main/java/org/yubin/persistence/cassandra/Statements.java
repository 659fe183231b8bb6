package org.yubin.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Prepares the statements of a store before it is used, so that a missing table shows at start-up.
 */
public final class Statements {
  private Statements() {}

  /** Prepares all, in order. */
  public static CompletionStage<List<PreparedStatement>> prepare(
      CqlSession session, List<SimpleStatement> statements) {
    CompletionStage<List<PreparedStatement>> prepared =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (SimpleStatement statement : statements) {
      prepared =
          prepared.thenCompose(
              soFar ->
                  session
                      .prepareAsync(statement)
                      .thenApply(
                          one -> {
                            soFar.add(one);
                            return soFar;
                          }));
    }
    return prepared;
  }
}
