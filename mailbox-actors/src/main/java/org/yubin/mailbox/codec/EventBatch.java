package org.yubin.mailbox.codec;

import java.util.ArrayList;
import java.util.List;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Decision;
import org.yubin.mailbox.model.DecisionTime;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxEvent;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.Result;

/**
 * Decides several commands, each on the state that those before it left, and encodes what the log
 * persists at once. A retry is answered from the state's memory, and makes no record. Pure: same
 * state, same commands, same time, same octets.
 */
public final class EventBatch {
  private EventBatch() {}

  /** A command and who asks it. */
  public record Ask(MailboxCommand command, Cause cause) {}

  /**
   * What a batch comes to.
   *
   * @param records one a row, in order: all must be persisted before an answer may leave
   * @param answers one a command, in their order
   * @param after the state behind all of them
   */
  public record Outcome(
      List<Encoded> records, List<Result<MailboxReply>> answers, MailboxState after) {
    public Outcome {
      records = List.copyOf(records);
      answers = List.copyOf(answers);
    }
  }

  /**
   * A row to persist.
   *
   * @param octets not to be changed
   * @param after the state after it: before an event's last row, still the one before the event
   */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way; never compared, never changed
  public record Encoded(byte[] octets, MailboxState after) {}

  /**
   * Decides a batch.
   *
   * @param epoch of the owner
   */
  public static Outcome decideAll(
      MailboxState state, List<Ask> asks, DecisionTime now, long epoch) {
    List<Encoded> records = new ArrayList<>();
    List<Result<MailboxReply>> answers = new ArrayList<>(asks.size());
    MailboxState current = state;
    for (Ask ask : asks) {
      Decision decision = current.decide(ask.command(), ask.cause(), now);
      if (decision instanceof Decision.Persist persist) {
        current = record(current, persist.event(), epoch, records);
        answers.add(ok(persist.event().reply(), current));
      } else if (decision instanceof Decision.Answer answer) {
        answers.add(ok(answer.reply(), current));
      } else if (decision instanceof Decision.Refuse refuse) {
        answers.add(new Result.Refused<>(refuse.why(), refuse.detail()));
      }
    }
    return new Outcome(records, answers, current);
  }

  private static Result<MailboxReply> ok(MailboxReply reply, MailboxState state) {
    return new Result.Ok<>(reply, state.at(), state.highestModSeq());
  }

  private static MailboxState record(
      MailboxState before, MailboxEvent event, long epoch, List<Encoded> records) {
    List<StoredEvents.Row> rows =
        StoredEvents.rows(
            before.tip(),
            epoch,
            event.stamp(),
            MailboxEventCodec.kind(event),
            MailboxEventCodec.encode(event));
    MailboxState after = before.apply(event, rows.get(rows.size() - 1).tip());
    for (int i = 0; i < rows.size(); i++) {
      boolean last = i == rows.size() - 1;
      records.add(new Encoded(rows.get(i).octets(), last ? after : before));
    }
    return after;
  }
}
