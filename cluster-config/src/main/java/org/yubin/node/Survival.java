package org.yubin.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cassandra.CassandraSettings;

/** The line that tells an operator at the start which losses the store survives as configured. */
final class Survival {
  private Survival() {}

  /**
   * That line. Asks one of the Cassandra nodes how it syncs its commit log, and takes it that all
   * do the same; never fails.
   */
  static CompletionStage<String> line(CqlSession session, CassandraSettings where) {
    return session
        .executeAsync("SELECT value FROM system_views.settings WHERE name = 'commitlog_sync'")
        .thenApply(Survival::commitLog)
        .exceptionally(refused -> "how Cassandra syncs its commit log was not told")
        .thenApply(commitLog -> where.survives() + "; " + commitLog);
  }

  private static String commitLog(AsyncResultSet found) {
    Row row = found.one();
    String sync = row == null ? "" : String.valueOf(row.getString("value"));
    return switch (sync) {
      case "batch", "group" ->
          "a killed Cassandra loses nothing that it acknowledged (commitlog_sync: " + sync + ")";
      default ->
          "a killed Cassandra loses what it acknowledged last (commitlog_sync: %s, expected: batch)"
              .formatted(sync);
    };
  }
}
