package org.yubin.persistence.head;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From the columns of table {@code head}. A counter that has never been written is 0. */
final class HeadColumns {
  private HeadColumns() {}

  static HeadRow row(Row row) {
    Map<Long, Long> ends = row.getMap("ends", Long.class, Long.class);
    long snapEpoch = row.getLong("snap_epoch");
    return new HeadRow(
        row.getLong("epoch"),
        row.getLong("pinned"),
        Optional.ofNullable(row.getUuid("server")).map(OwnerId::new),
        ends == null ? new TreeMap<>() : new TreeMap<>(ends),
        snapEpoch == 0
            ? Optional.empty()
            : Optional.of(new SnapshotRef(snapEpoch, row.getLong("snap_seq"))),
        state(row),
        counters(row));
  }

  static String word(HeadState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static HeadState state(Row row) {
    String word = row.getString("state");
    for (HeadState state : HeadState.values()) {
      if (word(state).equals(word)) {
        return state;
      }
    }
    throw new IllegalStateException("head state: " + word + " (expected: open, closed or deleted)");
  }

  private static Counters counters(Row row) {
    return new Counters(
        row.getLong("messages"),
        row.getLong("unseen"),
        row.getLong("deleted"),
        row.getLong("size_octets"),
        row.getLong("uid_next"),
        row.getLong("uid_validity"),
        row.getLong("highest_modseq"),
        row.getLong("recent_from"));
  }
}
