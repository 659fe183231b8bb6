package org.yubin.mailbox.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/** A mailbox in a test: commands are decided and their events applied, one after the other. */
public final class Script {
  public static final AccountId OWNER = new AccountId(new UUID(1, 1));
  public static final MailboxId HERE = new MailboxId(new UUID(2, 1));
  public static final MailboxId THERE = new MailboxId(new UUID(2, 2));
  public static final UidValidity VALIDITY = new UidValidity(77);
  public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private MailboxState state = MailboxState.EMPTY;
  private long nowMicros = DecisionTime.of(START).micros();
  private long requests;

  /** A mailbox that has been made. */
  public static Script mailbox() {
    Script script = new Script();
    script.reply(new Initialise(OWNER, VALIDITY));
    return script;
  }

  /** One with messages 1 to n, without flags. */
  public static Script mailbox(int messages) {
    Script script = mailbox();
    script.reply(append(messages));
    return script;
  }

  public MailboxState state() {
    return state;
  }

  public void passMicros(long micros) {
    nowMicros += micros;
  }

  /** What a command comes to now, under a request id of its own; an event is applied. */
  public Decision run(MailboxCommand command) {
    return run(command, cause(new RequestId(new UUID(9, requests++))));
  }

  public Decision run(MailboxCommand command, Cause cause) {
    Decision decision = state.decide(command, cause, new DecisionTime(nowMicros));
    if (decision instanceof Decision.Persist persist) {
      long time = persist.event().stamp().timeMicros();
      state = state.apply(persist.event(), new LogTip(state.at().next(1), time, EventHash.NONE));
    }
    return decision;
  }

  /** The reply of a command that must not be refused. */
  public MailboxReply reply(MailboxCommand command) {
    return reply(run(command));
  }

  public static MailboxReply reply(Decision decision) {
    if (decision instanceof Decision.Persist persist) {
      return persist.event().reply();
    }
    if (decision instanceof Decision.Answer answer) {
      return answer.reply();
    }
    throw new AssertionError("refused: " + decision);
  }

  public Refusal refusal(MailboxCommand command) {
    return ((Decision.Refuse) run(command)).why();
  }

  public static Cause cause(RequestId request) {
    return new Cause(OWNER, "mei", "s1", "192.0.2.1:143", "", "TEST", request);
  }

  public static Append append(int messages, SystemFlag... flags) {
    NewMessage[] all = new NewMessage[messages];
    Arrays.setAll(all, i -> message(i, new FlagNames(Set.of(flags), Set.of())));
    return new Append(List.of(all));
  }

  public static Append appendWith(String... keywords) {
    FlagNames names = new FlagNames(Set.of(), new LinkedHashSet<>(List.of(keywords)));
    return new Append(List.of(message(0, names)));
  }

  public static NewMessage message(int n, FlagNames flags) {
    return new NewMessage(
        new EmailId(new UUID(3, n)), flags, 100 + n, new InternalDate(1_700_000_000, 60), 5, n);
  }

  public StoreFlags store(FlagChange change, long... uids) {
    return new StoreFlags(UidSet.of(uids), change, Optional.empty());
  }

  public MessageRecord message(long uid) {
    return state.messages().find(new Uid(uid)).orElseThrow();
  }
}
