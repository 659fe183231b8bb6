package org.yubin.persistence.head;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The confirming reads of all entities of one kind on this node, by few statements.
 *
 * <p>A read that is asked for while a statement is under way waits for the next one, which reads
 * the epochs of all that wait by then. So a statement is always issued after each read that it
 * answers was asked for, as the fence wants it, and the busier the node, the more reads share one.
 * A statement that takes long holds the others up no further: then a second one is issued, and so
 * on up to a bound. If a statement that reads several epochs fails, each is read alone.
 *
 * <p>Thread safe; readers are called by the driver's threads.
 */
final class EpochReads {
  /** Cassandra reads each key of a statement by itself; so many share their way there. */
  private static final int MOST_TOGETHER = 64;

  private static final int MOST_STATEMENTS = 32;

  /** After this long nobody waits for a statement that is under way. */
  private static final long PATIENCE_NANOS = 20_000_000;

  private final CqlSession session;
  private final HeadStatements statements;
  private final EntityKind kind;

  private Map<UUID, CompletableFuture<Long>> waiting = new LinkedHashMap<>();
  private int underWay;
  private long lastIssuedNanos;

  EpochReads(CqlSession session, HeadStatements statements, EntityKind kind) {
    this.session = session;
    this.statements = statements;
    this.kind = kind;
  }

  /** The epoch of the entity as it is or as it will have become when the statement reads it. */
  CompletionStage<Long> epochOf(UUID id) {
    CompletableFuture<Long> read;
    synchronized (this) {
      read = waiting.computeIfAbsent(id, absent -> new CompletableFuture<>());
    }
    issue();
    return read;
  }

  private void issue() {
    while (true) {
      Map<UUID, CompletableFuture<Long>> together;
      synchronized (this) {
        long now = System.nanoTime();
        boolean wait = underWay > 0 && now - lastIssuedNanos < PATIENCE_NANOS;
        if (waiting.isEmpty() || wait || underWay >= MOST_STATEMENTS) {
          return;
        }
        together = next();
        underWay++;
        lastIssuedNanos = now;
      }
      issue(together);
    }
  }

  private Map<UUID, CompletableFuture<Long>> next() {
    Map<UUID, CompletableFuture<Long>> all = waiting;
    if (all.size() <= MOST_TOGETHER) {
      waiting = new LinkedHashMap<>();
      return all;
    }
    Map<UUID, CompletableFuture<Long>> some = new LinkedHashMap<>();
    for (UUID id : List.copyOf(all.keySet()).subList(0, MOST_TOGETHER)) {
      some.put(id, all.remove(id));
    }
    return some;
  }

  private void issue(Map<UUID, CompletableFuture<Long>> together) {
    List<UUID> ids = List.copyOf(together.keySet());
    execute(ids)
        .whenComplete(
            (epochs, failure) -> {
              synchronized (this) {
                underWay--;
              }
              issue();
              if (failure == null) {
                together.forEach((id, read) -> read.complete(epochs.getOrDefault(id, 0L)));
              } else if (ids.size() == 1) {
                together.values().forEach(read -> read.completeExceptionally(failure));
              } else {
                together.forEach(this::readAlone);
              }
            });
  }

  private void readAlone(UUID id, CompletableFuture<Long> read) {
    execute(List.of(id))
        .whenComplete(
            (epochs, failure) -> {
              if (failure == null) {
                read.complete(epochs.getOrDefault(id, 0L));
              } else {
                read.completeExceptionally(failure);
              }
            });
  }

  private CompletionStage<Map<UUID, Long>> execute(List<UUID> ids) {
    BoundStatement read =
        ids.size() == 1
            ? statements.epochOf().bind(kind.word(), ids.get(0))
            : statements.epochsOf().bind(kind.word(), ids);
    return session.executeAsync(read).thenApply(rows -> epochs(ids, rows));
  }

  private static Map<UUID, Long> epochs(List<UUID> ids, AsyncResultSet rows) {
    if (rows.hasMorePages()) {
      throw new IllegalStateException("epochs of " + ids.size() + " entities: more than a page");
    }
    Map<UUID, Long> epochs = new HashMap<>();
    List<Row> page = new ArrayList<>();
    rows.currentPage().forEach(page::add);
    for (Row row : page) {
      epochs.put(row.getUuid("id"), row.getLong("epoch"));
    }
    return epochs;
  }
}
