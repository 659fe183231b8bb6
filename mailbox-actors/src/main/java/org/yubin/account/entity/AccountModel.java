package org.yubin.account.entity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.account.codec.AccountLog;
import org.yubin.account.codec.AccountSnapshot;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountDecision;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.Supplies;
import org.yubin.entity.Asked;
import org.yubin.entity.EntityModel;
import org.yubin.entity.Outcome;
import org.yubin.entity.Replayer;
import org.yubin.mailbox.codec.EventAssembler;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.LoadedSnapshot;
import org.yubin.persistence.journal.PagedState;

/** The account's model and formats, as gate and log use them. */
final class AccountModel
    implements EntityModel<LoggedAccount, AccountCommand, Result<AccountReply>> {
  private static final Logger LOG = LoggerFactory.getLogger(AccountModel.class);

  /** An event has at most six names, and texts of its cause, of about a kilobyte each. */
  private static final int EVENT_OCTETS = 8 * 1024;

  private final InstantSource clock;
  private final IdSource ids;

  AccountModel(InstantSource clock, IdSource ids) {
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public LoggedAccount empty() {
    return LoggedAccount.EMPTY;
  }

  @Override
  public Replayer<LoggedAccount> replayer(LoggedAccount from) {
    EventAssembler rows = new EventAssembler(from.tip());
    return new Replayer<>() {
      private LoggedAccount account = from;

      @Override
      public void accept(byte[] record) {
        rows.accept(record).ifPresent(row -> account = AccountLog.read(account, row));
      }

      @Override
      public LoggedAccount state() {
        return account;
      }

      @Override
      public long committed() {
        return rows.committedRows();
      }
    };
  }

  @Override
  public Outcome<LoggedAccount, Result<AccountReply>> decide(
      LoggedAccount state, long epoch, List<Asked<AccountCommand>> batch) {
    List<Outcome.EncodedEvent<LoggedAccount>> records = new ArrayList<>();
    List<Result<AccountReply>> answers = new ArrayList<>();
    LoggedAccount now = state;
    for (Asked<AccountCommand> asked : batch) {
      try {
        AccountDecision decision = now.state().decide(asked.command(), asked.cause(), supplies());
        if (decision instanceof AccountDecision.Persist persist) {
          AccountLog.Row row = AccountLog.write(now, epoch, persist.event(), nowMicros());
          now = row.after();
          records.add(new Outcome.EncodedEvent<>(row.octets(), now));
        }
        answers.add(answer(decision, now));
      } catch (RuntimeException fault) {
        LOG.atError()
            .addKeyValue("account", asked.cause().account())
            .setCause(fault)
            .log("a command failed in the model");
        answers.add(new Result.Refused<>(Refusal.FAULT, "internal fault"));
      }
    }
    return new Outcome<>(records, answers);
  }

  private static Result<AccountReply> answer(AccountDecision decision, LoggedAccount now) {
    if (decision instanceof AccountDecision.Refuse refuse) {
      return new Result.Refused<>(refuse.why(), refuse.detail());
    }
    AccountReply reply =
        decision instanceof AccountDecision.Persist persist
            ? persist.event().reply()
            : ((AccountDecision.Answer) decision).reply();
    return new Result.Ok<>(reply, now.tip().at(), now.state().modSeq());
  }

  private Supplies supplies() {
    List<MailboxId> fresh = new ArrayList<>();
    while (fresh.size() < Supplies.MOST_IDS) {
      fresh.add(ids.newMailboxId());
    }
    return new Supplies(nowMicros(), fresh);
  }

  private long nowMicros() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  @Override
  public int weight(AccountCommand command) {
    return EVENT_OCTETS;
  }

  @Override
  public Result<AccountReply> unavailable(String detail) {
    return new Result.Refused<>(Refusal.UNAVAILABLE, detail);
  }

  @Override
  public Instant timeOf(LoggedAccount state) {
    return Instant.ofEpochMilli(state.tip().timeMicros() / 1_000);
  }

  @Override
  public PagedState pages(LoggedAccount state) {
    return new AccountSnapshot(state);
  }

  @Override
  public LoggedAccount restore(LoadedSnapshot snapshot) {
    return AccountSnapshot.restore(snapshot);
  }
}
