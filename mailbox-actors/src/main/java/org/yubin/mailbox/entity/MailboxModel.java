package org.yubin.mailbox.entity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.entity.Asked;
import org.yubin.entity.EntityModel;
import org.yubin.entity.Outcome;
import org.yubin.entity.Replayer;
import org.yubin.mailbox.codec.EventBatch;
import org.yubin.mailbox.codec.MailboxReplay;
import org.yubin.mailbox.codec.SnapshotCodec;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.DecisionTime;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RestoreMessages;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.journal.LoadedSnapshot;
import org.yubin.persistence.journal.PagedState;

/** The mailbox's model and formats, as gate and log use them. */
final class MailboxModel
    implements EntityModel<MailboxState, MailboxCommand, Result<MailboxReply>> {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxModel.class);

  /** About what an envelope takes, and what a message adds to it. */
  private static final int ENVELOPE_OCTETS = 400;

  private static final int MESSAGE_OCTETS = 100;

  /** One write is one mutation, of which Cassandra takes at most 16 MiB by default. */
  private static final long MOST_OCTETS = 12L * 1024 * 1024;

  private final InstantSource clock;

  MailboxModel(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public MailboxState empty() {
    return MailboxState.EMPTY;
  }

  @Override
  public Replayer<MailboxState> replayer(MailboxState from) {
    MailboxReplay replay = new MailboxReplay(from);
    return new Replayer<>() {
      @Override
      public void accept(byte[] record) {
        replay.accept(record);
      }

      @Override
      public MailboxState state() {
        return replay.state();
      }

      @Override
      public long committed() {
        return replay.committedRows();
      }
    };
  }

  @Override
  public Outcome<MailboxState, Result<MailboxReply>> decide(
      MailboxState state, long epoch, List<Asked<MailboxCommand>> batch) {
    DecisionTime now = DecisionTime.of(clock.instant());
    List<EventBatch.Ask> asks =
        batch.stream().map(asked -> new EventBatch.Ask(asked.command(), asked.cause())).toList();
    try {
      EventBatch.Outcome whole = EventBatch.decideAll(state, asks, now, epoch);
      return octets(whole) <= MOST_OCTETS
          ? outcome(List.of(whole))
          : oneByOne(state, epoch, asks, now);
    } catch (RuntimeException fault) {
      LOG.error("a fault in one of {} commands; deciding them one by one", batch.size(), fault);
      return oneByOne(state, epoch, asks, now);
    }
  }

  private static Outcome<MailboxState, Result<MailboxReply>> oneByOne(
      MailboxState state, long epoch, List<EventBatch.Ask> asks, DecisionTime now) {
    List<EventBatch.Outcome> outcomes = new ArrayList<>();
    MailboxState current = state;
    for (EventBatch.Ask ask : asks) {
      EventBatch.Outcome one;
      try {
        one = EventBatch.decideAll(current, List.of(ask), now, epoch);
        if (octets(one) > MOST_OCTETS) {
          one = refused(current, Refusal.LIMIT, "too many messages in one command");
        }
      } catch (RuntimeException fault) {
        LOG.error(
            "{} under request {}: fault", ask.command().getClass(), ask.cause().request(), fault);
        one = refused(current, Refusal.FAULT, "internal fault");
      }
      outcomes.add(one);
      current = one.after();
    }
    return outcome(outcomes);
  }

  private static EventBatch.Outcome refused(MailboxState state, Refusal why, String detail) {
    return new EventBatch.Outcome(List.of(), List.of(new Result.Refused<>(why, detail)), state);
  }

  private static long octets(EventBatch.Outcome outcome) {
    return outcome.records().stream().mapToLong(row -> row.octets().length).sum();
  }

  private static Outcome<MailboxState, Result<MailboxReply>> outcome(
      List<EventBatch.Outcome> outcomes) {
    List<Outcome.EncodedEvent<MailboxState>> records = new ArrayList<>();
    List<Result<MailboxReply>> answers = new ArrayList<>();
    for (EventBatch.Outcome outcome : outcomes) {
      outcome
          .records()
          .forEach(row -> records.add(new Outcome.EncodedEvent<>(row.octets(), row.after())));
      answers.addAll(outcome.answers());
    }
    return new Outcome<>(records, answers);
  }

  @Override
  public int weight(MailboxCommand command) {
    return octetsOf(command);
  }

  /** About how many octets a command is, and its events are. */
  static int octetsOf(MailboxCommand command) {
    int messages = 0;
    if (command instanceof Append append) {
      messages = append.messages().size();
    } else if (command instanceof AppendCopies copies) {
      messages = copies.messages().size();
    } else if (command instanceof RestoreMessages restored) {
      messages = restored.messages().size();
    } else if (command instanceof CompleteMove done) {
      messages = done.copied().source().size();
    }
    return ENVELOPE_OCTETS + messages * MESSAGE_OCTETS;
  }

  @Override
  public Result<MailboxReply> unavailable(String detail) {
    return new Result.Refused<>(Refusal.UNAVAILABLE, detail);
  }

  @Override
  public Instant timeOf(MailboxState state) {
    return Instant.EPOCH.plus(state.tip().timeMicros(), ChronoUnit.MICROS);
  }

  @Override
  public PagedState pages(MailboxState state) {
    return SnapshotCodec.paged(state);
  }

  @Override
  public MailboxState restore(LoadedSnapshot snapshot) {
    return SnapshotCodec.decode(snapshot.root(), snapshot.pages());
  }
}
