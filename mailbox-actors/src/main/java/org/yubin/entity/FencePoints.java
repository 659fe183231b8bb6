package org.yubin.entity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The places where an owner may lose its mailbox without knowing it. Attacks in the tests stop an
 * owner here; in service nothing does.
 */
@FunctionalInterface
public interface FencePoints {
  /** Never stops anybody. */
  FencePoints NONE = (point, epoch) -> CompletableFuture.completedFuture(null);

  /** The owner goes on when the stage completes; {@code epoch} is 0 before an epoch is taken. */
  CompletionStage<Void> at(Point point, long epoch);

  /** The steps, in their order. */
  enum Point {
    BEFORE_TAKE,
    AFTER_TAKE,
    AFTER_ANNOUNCE,
    BEFORE_PIN,
    AFTER_PIN,
    BEFORE_PERSIST,
    AFTER_PERSIST,
    BEFORE_CONFIRM,
    /** Between the answer of the epoch read and its being looked at. */
    ANSWER_OF_CONFIRM,
    BEFORE_RELEASE
  }
}
