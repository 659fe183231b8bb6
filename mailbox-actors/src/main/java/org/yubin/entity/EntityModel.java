package org.yubin.entity;

import java.time.Instant;
import java.util.List;
import org.yubin.persistence.journal.LoadedSnapshot;
import org.yubin.persistence.journal.PagedState;

/**
 * What a kind of entity brings: its pure model and its formats. Used from several threads at once.
 *
 * @param <S> the state, immutable
 * @param <C> the commands
 * @param <A> the answers; a refusal is an answer too
 */
public interface EntityModel<S, C, A> {
  /** The state before the first event. */
  S empty();

  /** Reads a log on from {@code from}. */
  Replayer<S> replayer(S from);

  /**
   * Decides each command on the state that the one before it left, at the present time. Pure but
   * for the clock; a retry of a command that the state remembers is answered without a record. A
   * fault of the program in one command must not touch the others: it is a refusal of that command,
   * and logged.
   *
   * @param epoch the owner's epoch, for the envelopes
   * @return with an answer for each command
   */
  Outcome<S, A> decide(S state, long epoch, List<Asked<C>> batch);

  /** About how many octets the command's events will take; bounds a batch. */
  int weight(C command);

  /** The refusal that asks the caller to try again: nothing was decided. */
  A unavailable(String detail);

  /** The time of the last event in the state; the epoch's begin if there is none. */
  Instant timeOf(S state);

  /** The state as pages, for a snapshot. */
  PagedState pages(S state);

  /**
   * The state that a snapshot holds.
   *
   * @throws RuntimeException if it cannot be read: recovery fails
   */
  S restore(LoadedSnapshot snapshot);
}
