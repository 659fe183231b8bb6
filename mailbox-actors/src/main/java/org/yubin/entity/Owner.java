package org.yubin.entity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.entity.FencePoints.Point;
import org.yubin.mailbox.model.Cause;

/**
 * One owner of an entity, for one epoch: takes commands, writes them in groups, and lets nothing
 * leave before the fence has confirmed it.
 *
 * <p>Three things wait here. <b>Commands</b> that arrive while a write is in flight wait for the
 * next write, which takes them together. <b>Answers</b> whose records the journal has acknowledged
 * wait for a confirming read of the epoch. <b>Reads</b> wait for a confirming read that begins
 * after they arrived. One confirming read is outstanding at a time; it covers what was acknowledged
 * and what had arrived when it was issued, and shows the state of that moment, whatever the journal
 * acknowledges meanwhile.
 *
 * <p>Any doubt ends the epoch: the owner stops and answers nobody. The callers try again under the
 * same request id, and meet the next owner.
 *
 * <p>Confined to its gate: every method but {@link #readNow} and {@link #serves} is called, and
 * every step ends, as part of that actor.
 *
 * @param <S> the state
 * @param <C> the commands
 * @param <A> the answers
 */
public final class Owner<S, C, A> {
  private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

  private enum Stage {
    STARTING,
    SERVING,
    DRAINING,
    STOPPED
  }

  private final EntityModel<S, C, A> model;
  private final Fence<S> fence;
  private final EntityLog.Starter<S, C, A> logs;
  private final FencePoints points;
  private final EntityMeasures measures;
  private final EntitySettings settings;
  private final InstantSource clock;
  private final Executor confined;
  private final Consumer<String> stop;

  private volatile Stage stage = Stage.STARTING;
  private @Nullable Desk<S> desk;
  private @Nullable Consumer<List<Asked<C>>> log;
  private final CommandQueue<C, A> pending;
  private final SnapshotSchedule snapshots;
  private List<Consumer<S>> waiting = new ArrayList<>();
  private List<CommandQueue.Pending<C, A>> inFlight = List.of();
  private boolean writing;
  private boolean confirming;
  private boolean snapshotting;
  private long writeBegan;
  private long confirmBegan;
  private long stageBegan;
  private volatile long lastUse;

  /** For the measures, which want more than milliseconds. */
  private final long startNanos = System.nanoTime();

  private long writeNanos;

  private S written;
  private long writtenSequence;
  private volatile S confirmed;
  private long confirmedSequence;

  Owner(
      EntityModel<S, C, A> model,
      Fence<S> fence,
      EntityLog.Starter<S, C, A> logs,
      FencePoints points,
      EntityMeasures measures,
      EntitySettings settings,
      InstantSource clock,
      Executor confined,
      Consumer<String> stop) {
    this.model = model;
    this.fence = fence;
    this.logs = logs;
    this.points = points;
    this.measures = measures;
    this.settings = settings;
    this.clock = clock;
    this.confined = confined;
    this.stop = stop;
    this.pending = new CommandQueue<>(model, settings);
    this.written = model.empty();
    this.confirmed = written;
    this.snapshots = new SnapshotSchedule(settings.snapshotEvents());
    this.lastUse = clock.millis();
    this.stageBegan = lastUse;
  }

  /** Takes the entity: the first thing an owner does. */
  void start(Desk<S> forDesk) {
    desk = forDesk;
    then(
        fence.open(),
        pinned -> {
          if (pinned.isEmpty()) {
            end("overtaken by a newer owner before it served");
            return;
          }
          Fence.Opened<S> opened = pinned.get();
          written = opened.state();
          confirmed = opened.state();
          snapshots.recovered(opened.eventsReplayed());
          Consumer<List<Asked<C>>> started =
              logs.start(
                  opened.state(), opened.epoch(), () -> serve(forDesk, opened), this::acknowledged);
          log = started;
        });
  }

  private void serve(Desk<S> forDesk, Fence.Opened<S> opened) {
    if (stage != Stage.STARTING) {
      return;
    }
    stage = Stage.SERVING;
    measures.recovered(System.nanoTime() - startNanos, opened.afterLoss());
    forDesk.serving(written, opened.counters());
    write();
    confirm();
    if (opened.snapshotWritten()) {
      whenSnapshot(fence.settle(), 0);
    }
  }

  /** Asks for a change; the answer comes when it is durable and still ours, or never. */
  public void execute(C command, Cause cause, Consumer<A> answer) {
    lastUse = clock.millis();
    if (stage.compareTo(Stage.SERVING) > 0) {
      answer.accept(model.unavailable("handing over"));
    } else if (pending.add(new Asked<>(command, cause), answer)) {
      write();
    }
  }

  /**
   * Asks for the confirmed state: one that is at least as new as the moment of this call, and still
   * ours.
   *
   * @return false if too many wait, or the owner is about to stop: nothing will come
   */
  public boolean read(Consumer<S> reader) {
    lastUse = clock.millis();
    if (stage.compareTo(Stage.SERVING) > 0 || waiting.size() >= settings.pendingReads()) {
      return false;
    }
    waiting.add(reader);
    confirm();
    return true;
  }

  /**
   * As {@link #read}, from any thread: what was confirmed when this was called, and so holds all
   * that anybody had been told, if a confirming read that begins now finds it still ours. Empty if
   * it does not, if the read fails, or if this owner does not serve: ask the gate then.
   */
  public CompletionStage<Optional<S>> readNow() {
    if (stage != Stage.SERVING) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    lastUse = clock.millis();
    S state = confirmed;
    return fence
        .mine()
        .handle(
            (mine, failure) -> failure == null && mine ? Optional.of(state) : Optional.<S>empty());
  }

  /** Whether this owner has pinned its epoch and serves; from any thread. */
  public boolean serves() {
    return stage == Stage.SERVING;
  }

  /** Finishes what is in flight, marks the head row as closed, and stops. */
  void drain() {
    if (stage != Stage.SERVING) {
      end("stopped while " + stage);
      return;
    }
    stage = Stage.DRAINING;
    stageBegan = clock.millis();
    pending.refuseAll("handing over");
    closeWhenQuiet();
  }

  /** Ends the epoch at once and in silence; harmless when repeated. */
  void end(String why) {
    if (stage != Stage.STOPPED) {
      stage = Stage.STOPPED;
      pending.clear();
      waiting.clear();
      stop.accept(why);
    }
  }

  /** Looks at the limits of time. */
  void tick() {
    long latest = clock.millis() - settings.stepTimeout().toMillis();
    if ((stage != Stage.SERVING && stageBegan < latest)
        || (writing && writeBegan < latest)
        || (confirming && confirmBegan < latest)) {
      end("a step took longer than " + settings.stepTimeout());
    }
  }

  /** Whether nothing has been asked for as long as the settings say. */
  boolean unused() {
    return stage == Stage.SERVING
        && !writing
        && !confirming
        && pending.isEmpty()
        && clock.millis() - lastUse > settings.idleAfter().toMillis();
  }

  private void write() {
    Consumer<List<Asked<C>>> to = log;
    if (to == null || stage != Stage.SERVING || writing || pending.isEmpty()) {
      return;
    }
    List<CommandQueue.Pending<C, A>> batch = pending.nextBatch();
    writing = true;
    inFlight = batch;
    writeBegan = clock.millis();
    writeNanos = System.nanoTime();
    pause(
        Point.BEFORE_PERSIST,
        () -> to.accept(batch.stream().map(CommandQueue.Pending::asked).toList()));
  }

  private void acknowledged(EntityLog.Written<S, A> answer) {
    if (!answer.outcome().records().isEmpty()) {
      measures.persisted(inFlight.size(), System.nanoTime() - writeNanos);
    }
    pause(
        Point.AFTER_PERSIST,
        () -> {
          List<CommandQueue.Pending<C, A>> batch = inFlight;
          List<A> answers = answer.outcome().answers();
          written = answer.state();
          writtenSequence = answer.sequence();
          for (int i = 0; i < batch.size(); i++) {
            Consumer<A> to = batch.get(i).to();
            A reply = answers.get(i);
            waiting.add(covered -> to.accept(reply));
          }
          inFlight = List.of();
          writing = false;
          write();
          confirm();
        });
  }

  /** One read of the epoch for all that waits now; what comes later waits for the next. */
  private void confirm() {
    if (confirming || waiting.isEmpty() || stage == Stage.STARTING || stage == Stage.STOPPED) {
      return;
    }
    confirming = true;
    confirmBegan = clock.millis();
    long began = System.nanoTime();
    List<Consumer<S>> covered = waiting;
    waiting = new ArrayList<>();
    S state = written;
    long sequence = writtenSequence;
    pause(
        Point.BEFORE_CONFIRM,
        () ->
            then(
                fence.mine(),
                mine -> {
                  measures.confirmed(System.nanoTime() - began);
                  pause(
                      Point.ANSWER_OF_CONFIRM,
                      () -> {
                        if (mine) {
                          pause(Point.BEFORE_RELEASE, () -> release(covered, state, sequence));
                        } else {
                          end("overtaken by a newer owner");
                        }
                      });
                }));
  }

  private void release(List<Consumer<S>> covered, S state, long sequence) {
    S before = confirmed;
    confirmed = state;
    confirmedSequence = sequence;
    Desk<S> told = desk;
    if (told != null && before != state) {
      told.confirmed(before, state);
    }
    covered.forEach(to -> to.accept(state));
    confirming = false;
    confirm();
    snapshotWhenDue();
    closeWhenQuiet();
  }

  private void snapshotWhenDue() {
    if (stage == Stage.SERVING && !snapshotting && snapshots.isDue(confirmedSequence)) {
      whenSnapshot(fence.snapshot(confirmed, confirmedSequence), confirmedSequence);
    }
  }

  private void whenSnapshot(CompletionStage<Boolean> pointed, long sequence) {
    snapshotting = true;
    pointed.whenCompleteAsync(
        (applied, failure) -> {
          snapshotting = false;
          if (failure != null) {
            fence
                .naming(LOG.atWarn())
                .setCause(failure)
                .log("snapshot not written, will be tried again");
            snapshots.failed();
          } else if (applied) {
            snapshots.written(sequence);
          } else {
            end("overtaken by a newer owner, seen at a snapshot");
          }
          closeWhenQuiet();
        },
        confined);
  }

  private void closeWhenQuiet() {
    Desk<S> told = desk;
    if (stage == Stage.DRAINING
        && !writing
        && !confirming
        && !snapshotting
        && waiting.isEmpty()
        && told != null) {
      fence
          .close(told.headState(confirmed), told.counters(confirmed))
          .whenCompleteAsync(
              (applied, failure) -> {
                if (failure != null) {
                  fence
                      .naming(LOG.atWarn())
                      .setCause(failure)
                      .log("head row not closed; the next owner recovers the counters");
                }
                end("closed");
              },
              confined);
    }
  }

  private <T> void then(CompletionStage<T> step, Consumer<T> next) {
    step.whenCompleteAsync(
        (value, failure) -> {
          if (stage == Stage.STOPPED) {
            return;
          }
          if (failure != null) {
            fence
                .naming(LOG.atWarn())
                .log("a step of the fence failed, the epoch ends: {}", failure.toString());
            fence.naming(LOG.atDebug()).setCause(failure).log("how it failed");
            end("a step of the fence failed");
          } else {
            next.accept(value);
          }
        },
        confined);
  }

  private void pause(Point point, Runnable next) {
    if (points == FencePoints.NONE) {
      next.run();
    } else {
      then(points.at(point, fence.epoch()), nothing -> next.run());
    }
  }
}
