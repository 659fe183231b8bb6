package org.yubin.persistence.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One statement, prepared when it is first used. A preparation that fails is tried again by the
 * next use, so a node outlives a Cassandra that came up late.
 */
public final class Prepared {
  private final CqlSession session;
  private final SimpleStatement statement;
  private volatile @Nullable CompletableFuture<PreparedStatement> preparation;

  Prepared(CqlSession session, SimpleStatement statement) {
    this.session = session;
    this.statement = statement;
  }

  /** For {@link Cql#together}. */
  public CompletionStage<BoundStatement> bind(@Nullable Object... values) {
    return Outages.told(prepared()).thenApply(ready -> ready.bind(values));
  }

  /** A write. */
  public CompletionStage<Void> write(@Nullable Object... values) {
    return execute(values).thenApply(done -> null);
  }

  /** A conditional write: whether its condition held. */
  public CompletionStage<Boolean> applied(@Nullable Object... values) {
    return execute(values).thenApply(AsyncResultSet::wasApplied);
  }

  /** A read of at most one row. */
  public CompletionStage<Optional<Row>> one(@Nullable Object... values) {
    return execute(values).thenApply(rows -> Optional.ofNullable(rows.one()));
  }

  /** A read of all rows; the statement itself bounds how many there are. */
  public CompletionStage<List<Row>> all(@Nullable Object... values) {
    return execute(values).thenCompose(first -> rest(first, new ArrayList<>()));
  }

  private static CompletionStage<List<Row>> rest(AsyncResultSet page, List<Row> rows) {
    page.currentPage().forEach(rows::add);
    return page.hasMorePages()
        ? Outages.told(page.fetchNextPage()).thenCompose(next -> rest(next, rows))
        : CompletableFuture.completedFuture(rows);
  }

  private CompletionStage<AsyncResultSet> execute(@Nullable Object... values) {
    return Outages.told(prepared().thenCompose(ready -> session.executeAsync(ready.bind(values))));
  }

  private CompletionStage<PreparedStatement> prepared() {
    CompletableFuture<PreparedStatement> known = preparation;
    if (known == null || known.isCompletedExceptionally()) {
      known = session.prepareAsync(statement).toCompletableFuture();
      preparation = known;
    }
    return known;
  }
}
