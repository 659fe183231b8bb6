package org.yubin.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The back-pressure behind {@link CassandraBlobWriter}. */
class InFlightTest {
  private final InFlight inFlight = new InFlight(3);
  private final List<CompletableFuture<Void>> writes = new ArrayList<>();

  private CompletableFuture<Void> begin() {
    CompletableFuture<Void> write = new CompletableFuture<>();
    writes.add(write);
    return inFlight.add(write);
  }

  @Test
  void roomComesBack_whenAWriteEnds() {
    assertThat(begin()).isCompleted();
    assertThat(begin()).isCompleted();
    CompletableFuture<Void> full = begin();
    assertThat(full).isNotDone();
    writes.get(1).complete(null);
    assertThat(full).isCompleted();
    assertThat(begin()).isNotDone();
  }

  @Test
  void drained_waitsForEveryWrite() {
    assertThat(inFlight.drained().toCompletableFuture()).isCompleted();
    begin().isDone();
    begin().isDone();
    CompletableFuture<Void> drained = inFlight.drained().toCompletableFuture();
    writes.get(0).complete(null);
    assertThat(drained).isNotDone();
    writes.get(1).complete(null);
    assertThat(drained).isCompleted();
    begin().isDone();
    assertThat(inFlight.drained().toCompletableFuture()).isNotDone();
  }

  @Test
  void failedWrite_failsWhatComesAfter() {
    begin().isDone();
    begin().isDone();
    CompletableFuture<Void> full = begin();
    writes.get(0).completeExceptionally(new IllegalStateException("write timed out"));
    assertThatThrownBy(full::join).hasMessageContaining("write timed out");
    assertThatThrownBy(begin()::join).hasMessageContaining("write timed out");
    writes.forEach(write -> write.complete(null));
    assertThatThrownBy(inFlight.drained().toCompletableFuture()::join)
        .hasMessageContaining("write timed out");
  }
}
