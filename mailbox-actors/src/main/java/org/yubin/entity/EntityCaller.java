package org.yubin.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.dispatch.ExecutionContexts;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.FutureConverters;
import scala.util.Try;

/**
 * Asks an entity, again and again, until it answers or the time is up: a gate that loses its
 * mailbox is silent, and a silence cannot be told from a slow answer. So what is asked must be
 * harmless when repeated.
 */
public final class EntityCaller {
  private static final ExecutionContext SAME_THREAD = ExecutionContexts.fromExecutor(Runnable::run);

  private final ActorSystem<?> system;
  private final Duration firstAttempt;
  private final Duration attempt;
  private final Duration total;
  private final Duration firstPause;
  private final Duration longestPause;

  /**
   * @param config {@code first-attempt}: how long the first answer is waited for, twice as long
   *     with each further one up to {@code attempt}; {@code total}: when to give up; {@code
   *     first-pause} and {@code longest-pause} between attempts, doubling
   */
  public EntityCaller(ActorSystem<?> system, Config config) {
    this.system = system;
    this.firstAttempt = config.getDuration("first-attempt");
    this.attempt = config.getDuration("attempt");
    this.total = config.getDuration("total");
    this.firstPause = config.getDuration("first-pause");
    this.longestPause = config.getDuration("longest-pause");
  }

  /**
   * Asks until an answer comes that is not {@code again}.
   *
   * @param nearest where the first attempt goes
   * @param entity where each further one goes
   * @param message makes the message of an attempt from where its answer goes
   * @param givenUp the answer when the time is up
   */
  public <A> CompletionStage<A> ask(
      RecipientRef<EntityMessage> nearest,
      Supplier<RecipientRef<EntityMessage>> entity,
      Function<ActorRef<A>, EntityMessage> message,
      Predicate<A> again,
      Supplier<A> givenUp) {
    CompletableFuture<A> answered = new CompletableFuture<>();
    long deadline = System.nanoTime() + total.toNanos();
    new Attempts<>(entity, message, again, givenUp, deadline, answered).next(nearest, firstPause);
    return answered;
  }

  private final class Attempts<A> {
    private final Supplier<RecipientRef<EntityMessage>> entity;
    private final Function<ActorRef<A>, EntityMessage> message;
    private final Predicate<A> again;
    private final Supplier<A> givenUp;
    private final long deadline;
    private final CompletableFuture<A> answered;
    private Duration patience = firstAttempt;

    Attempts(
        Supplier<RecipientRef<EntityMessage>> entity,
        Function<ActorRef<A>, EntityMessage> message,
        Predicate<A> again,
        Supplier<A> givenUp,
        long deadline,
        CompletableFuture<A> answered) {
      this.entity = entity;
      this.message = message;
      this.again = again;
      this.givenUp = givenUp;
      this.deadline = deadline;
      this.answered = answered;
    }

    void next(RecipientRef<EntityMessage> to, Duration pause) {
      Duration wait = patience;
      patience = shorter(wait.multipliedBy(2), attempt);
      // Not by the stage that the ask gives: it runs what depends on it on a thread of the common
      // pool, and where that has but one, on a new thread each time.
      FutureConverters.asScala(
              AskPattern.<EntityMessage, A>ask(to, message::apply, wait, system.scheduler()))
          .onComplete(answer -> look(answer, pause), SAME_THREAD);
    }

    private @Nullable Void look(Try<A> tried, Duration pause) {
      @Nullable Throwable failure = tried.isFailure() ? tried.failed().get() : null;
      if (failure == null && !again.test(tried.get())) {
        answered.complete(tried.get());
      } else if (failure != null && !(failure instanceof TimeoutException)) {
        answered.completeExceptionally(failure);
      } else if (System.nanoTime() + pause.toNanos() >= deadline) {
        answered.complete(givenUp.get());
      } else {
        Duration following = shorter(pause.multipliedBy(2), longestPause);
        system
            .scheduler()
            .scheduleOnce(pause, () -> next(entity.get(), following), system.executionContext());
      }
      return null;
    }

    private static Duration shorter(Duration a, Duration b) {
      return a.compareTo(b) < 0 ? a : b;
    }
  }
}
