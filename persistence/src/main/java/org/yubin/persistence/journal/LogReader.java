package org.yubin.persistence.journal;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.yubin.persistence.head.EntityId;

/**
 * Reads the log of one epoch of an entity, page by page: each page is asked for when the one before
 * it has been used, so nothing piles up. Reads are at LOCAL_QUORUM. Any thread; never blocks.
 */
public interface LogReader {

  /**
   * The next events of a log.
   *
   * @param from first sequence number wanted, at least 1
   * @param end the pinned end of a closed log: rows behind it are not read, and if the log does not
   *     reach it the stage fails with {@link LogDamagedException}; empty for a log that is not
   *     closed, which is read as far as it reaches now
   * @return at most some hundred events, beginning with {@code from}; fails with {@link
   *     LogDamagedException} on a gap or a number that occurs twice
   */
  CompletionStage<LogPage> page(EntityId id, long epoch, long from, OptionalLong end);

  /**
   * Folds all events from {@code from} to the end, in order, one at a time. The steps run on the
   * store's threads: they must be short, and an exception that one throws fails the stage.
   */
  default <S> CompletionStage<Folded<S>> fold(
      EntityId id,
      long epoch,
      long from,
      OptionalLong end,
      S zero,
      BiFunction<? super S, ? super LogEvent, ? extends S> step) {
    return page(id, epoch, from, end)
        .thenCompose(
            page -> {
              S state = zero;
              for (LogEvent event : page.events()) {
                state = step.apply(state, event);
              }
              long next = from + page.events().size();
              return page.last()
                  ? CompletableFuture.completedFuture(new Folded<>(state, next - 1))
                  : fold(id, epoch, next, end, state, step);
            });
  }

  /**
   * What a fold has come to.
   *
   * @param state what the steps made of it
   * @param lastSequence number of the last event, {@code from - 1} if there was none
   */
  record Folded<S>(S state, long lastSequence) {}
}
