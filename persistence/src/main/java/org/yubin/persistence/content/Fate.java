package org.yubin.persistence.content;

import com.datastax.oss.driver.api.core.cql.Row;

/**
 * What the collector has in mind for a row; the column {@code condemned}. Only lightweight
 * transactions write it: in use -> condemned -> in use again, or condemned -> doomed, which is
 * final.
 *
 * @param micros 0 in use; above 0 condemned since that time; {@link #DOOMED} being deleted
 */
public record Fate(long micros) {
  public static final long DOOMED = -1;

  public static Fate of(Row row) {
    return new Fate(row.isNull("condemned") ? 0 : row.getLong("condemned"));
  }

  public boolean inUse() {
    return micros == 0;
  }

  public boolean condemned() {
    return micros > 0;
  }

  public boolean doomed() {
    return micros == DOOMED;
  }
}
