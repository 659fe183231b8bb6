package org.yubin.mailbox.model;

import java.util.function.Function;

/** The answer of an entity: done, or why not. */
public sealed interface Result<T> {
  /**
   * Done.
   *
   * @param at the log position that the answer rests on; confirmed by the fence
   * @param highestModSeq HIGHESTMODSEQ of the mailbox at that position; {@link ModSeq#ZERO} where
   *     none applies
   */
  record Ok<T>(T value, Position at, ModSeq highestModSeq) implements Result<T> {
    @Override
    public <R> Result<R> map(Function<? super T, ? extends R> change) {
      return new Ok<>(change.apply(value), at, highestModSeq);
    }
  }

  /**
   * Not done.
   *
   * @param detail for logs and the protocol's text; no personal data
   */
  record Refused<T>(Refusal why, String detail) implements Result<T> {
    @Override
    public <R> Result<R> map(Function<? super T, ? extends R> change) {
      return new Refused<>(why, detail);
    }
  }

  /** The same answer with its value changed; a refusal stays what it is. */
  <R> Result<R> map(Function<? super T, ? extends R> change);
}
