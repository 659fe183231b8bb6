package org.yubin.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.SignalHandler;
import java.util.List;
import java.util.function.Consumer;

/**
 * The only writer of one epoch's log. It takes a batch at a time, lets the model decide it on the
 * state that the batch before left, and persists all records in one effect.
 *
 * <p>Its persistence id belongs to its epoch alone, so the log starts empty and is never recovered:
 * it begins with the state that the {@link Fence} put together, and a record met at its start is a
 * fault that stops it. It is never restarted within its epoch, for a restart after a write in doubt
 * would make two writers of one log.
 */
final class EntityLog<S, C, A> extends EventSourcedBehavior<EntityLog.Write<C>, LogRecord, S> {
  /**
   * Decide these, persist what they come to. One at a time: the next only after {@link Written}.
   */
  record Write<C>(List<Asked<C>> batch) {}

  /**
   * Starts the log of an epoch; {@code ready} and {@code written} are called as part of the gate.
   */
  interface Starter<S, C, A> {
    Consumer<List<Asked<C>>> start(
        S recovered, long epoch, Runnable ready, Consumer<Written<S, A>> written);
  }

  /**
   * The journal has acknowledged the batch; {@code sequence} is the number of the last record in
   * this log.
   */
  record Written<S, A>(Outcome<S, A> outcome, S state, long sequence) {}

  private final EntityModel<S, C, A> model;
  private final S recovered;
  private final long epoch;
  private final Consumer<Written<S, A>> written;
  private final Runnable ready;
  private final ActorContext<Write<C>> context;

  private EntityLog(
      ActorContext<Write<C>> context,
      EntityModel<S, C, A> model,
      PersistenceId persistenceId,
      S recovered,
      long epoch,
      Runnable ready,
      Consumer<Written<S, A>> written) {
    super(persistenceId);
    this.context = context;
    this.model = model;
    this.recovered = recovered;
    this.epoch = epoch;
    this.ready = ready;
    this.written = written;
  }

  static <S, C, A> Behavior<Write<C>> create(
      EntityModel<S, C, A> model,
      PersistenceId persistenceId,
      S recovered,
      long epoch,
      Runnable ready,
      Consumer<Written<S, A>> written) {
    return Behaviors.setup(
        context ->
            new EntityLog<>(context, model, persistenceId, recovered, epoch, ready, written));
  }

  @Override
  public S emptyState() {
    return recovered;
  }

  @Override
  public Recovery recovery() {
    return Recovery.disabled();
  }

  @Override
  public CommandHandler<Write<C>, LogRecord, S> commandHandler() {
    return (state, write) -> {
      Outcome<S, A> outcome = model.decide(state, epoch, write.batch());
      List<LogRecord> records =
          outcome.records().stream().map(r -> LogRecord.decided(r.octets(), r.after())).toList();
      return (records.isEmpty() ? Effect().none() : Effect().persist(records))
          .thenRun(
              next -> written.accept(new Written<>(outcome, next, lastSequenceNumber(context))));
    };
  }

  @Override
  @SuppressWarnings("unchecked") // a log meets only the records that it has decided itself
  public EventHandler<S, LogRecord> eventHandler() {
    return (state, record) -> (S) record.after();
  }

  @Override
  public SignalHandler<S> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> begin())
        .build();
  }

  private void begin() {
    long found = lastSequenceNumber(context);
    if (found != 0) {
      throw new IllegalStateException(
          persistenceId().id() + ": holds " + found + " records (expected: none in a fresh epoch)");
    }
    ready.run();
  }
}
