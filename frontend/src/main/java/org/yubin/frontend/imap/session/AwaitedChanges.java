package org.yubin.frontend.imap.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.yubin.mailbox.model.ModSeq;

/**
 * Commands that wait for what they have changed to come back to their session. A push usually comes
 * with the reply; one that has been lost is asked for, one question at a time, and no longer than
 * the mailbox answers. Confined to its session.
 */
final class AwaitedChanges {
  private static final Duration PUSH_PATIENCE = Duration.ofMillis(500);

  private record Waiter(ModSeq modSeq, CompletableFuture<Void> reached) {}

  private final Session session;
  private final List<Waiter> waiters = new ArrayList<>();

  AwaitedChanges(Session session) {
    this.session = session;
  }

  /**
   * Completes here when changes up to this modseq have come, or the mailbox does not answer.
   *
   * @param pull asks for what has not come; whether that was answered
   */
  CompletionStage<Void> reached(ModSeq modSeq, Supplier<CompletionStage<Boolean>> pull) {
    Waiter waiter = new Waiter(modSeq, new CompletableFuture<>());
    waiters.add(waiter);
    pullWhenLate(waiter, pull);
    return waiter.reached();
  }

  private void pullWhenLate(Waiter waiter, Supplier<CompletionStage<Boolean>> pull) {
    session.after(
        PUSH_PATIENCE,
        () -> {
          if (waiters.contains(waiter)) {
            pull.get()
                .exceptionally(failed -> false)
                .thenAccept(answered -> afterPull(answered, waiter, pull));
          }
        });
  }

  private void afterPull(boolean answered, Waiter waiter, Supplier<CompletionStage<Boolean>> pull) {
    if (answered) {
      pullWhenLate(waiter, pull);
    } else if (waiters.remove(waiter)) {
      waiter.reached().complete(null);
    }
  }

  /** Changes up to this modseq have come. */
  void come(ModSeq known) {
    complete(waiters.stream().filter(w -> w.modSeq().compareTo(known) <= 0).toList());
  }

  /** Nothing more will come. */
  void end() {
    complete(List.copyOf(waiters));
  }

  private void complete(List<Waiter> ready) {
    waiters.removeAll(ready);
    ready.forEach(waiter -> waiter.reached().complete(null));
  }
}
