package org.yubin.mailbox.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.codec.RandomSteps.Step;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.DecisionTime;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.RequestMemory;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Script;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;

/**
 * One run of random commands on the real model, through rows and snapshots, beside a {@link
 * PlainMailbox}. Checks after each batch that answers and state are the plain one's, and at the end
 * that every way to replay gives the same octets.
 */
final class RandomRun {
  private final PlainMailbox plain = new PlainMailbox(Script.VALIDITY);
  private final RandomCommands commands = new RandomCommands(plain);
  private final List<byte[]> rows = new ArrayList<>();
  private final List<EventBatch.Ask> asks = new ArrayList<>();
  private final List<Object> expected = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private final List<Kept> snapshots = new ArrayList<>();
  private MailboxState state = MailboxState.EMPTY;
  private @Nullable PagedState base;
  private Map<PageKey, byte[]> basePages = Map.of();
  private long nowMicros = DecisionTime.of(Script.START).micros();
  private long epoch = 1;
  private long requests;

  /** A command that made an event: a retry of it must get the same reply. */
  private record Done(MailboxCommand command, Cause cause, MailboxReply reply, long atMicros) {}

  /** A snapshot as it was read back, and how many rows are in it. */
  private record Kept(MailboxState state, int rows) {}

  static final int KINDS = 24;

  void all(List<Step> steps) {
    ask(
        new Initialise(Script.OWNER, Script.VALIDITY),
        new MailboxReply.Initialised(Script.VALIDITY));
    flush();
    for (Step step : steps) {
      step(step);
      if (asks.size() > step.c() % 4) {
        flush();
        checkChangesSince(step.b() % (plain.modSeq + 1));
      }
    }
    flush();
    checkRecords();
    for (long modSeq = 0; modSeq <= plain.modSeq; modSeq++) { // every one there ever was
      checkChangesSince(modSeq);
    }
    checkReplays();
  }

  private void step(Step step) {
    switch (step.kind()) {
      case 0, 1 -> retry(step);
      case 2 -> {
        flush();
        if (step.a() % 3 == 0) {
          snapshot();
        }
      }
      case 3 -> {
        flush();
        failOver();
      }
      case 4 -> {
        flush();
        nowMicros += step.a() % (step.b() % 10 == 0 ? 400_000_000 : 2_000_000);
      }
      case 5 -> checkRecords();
      default -> {
        MailboxCommand command = commands.next(step);
        Cause cause = Script.cause(new RequestId(new UUID(7, requests++)));
        long before = plain.changes;
        Object outcome = plain.run(command, cause.request());
        asks.add(new EventBatch.Ask(command, cause));
        expected.add(outcome);
        if (plain.changes > before && outcome instanceof MailboxReply reply) {
          done.add(new Done(command, cause, reply, nowMicros));
        }
      }
    }
  }

  private void ask(MailboxCommand command, Object outcome) {
    asks.add(new EventBatch.Ask(command, Script.cause(new RequestId(new UUID(7, requests++)))));
    expected.add(outcome);
  }

  private void retry(Step step) {
    if (done.isEmpty()) {
      return;
    }
    Done again = done.get(done.size() - 1 - step.a() % Math.min(done.size(), 30));
    boolean remembered = nowMicros - again.atMicros() <= RequestMemory.KEPT_MICROS;
    boolean plainRetry =
        !(again.reply() instanceof MailboxReply.MoveStarted)
            && !(again.reply() instanceof MailboxReply.MoveAbandoned);
    if (remembered && plainRetry) {
      asks.add(new EventBatch.Ask(again.command(), again.cause()));
      expected.add(again.reply());
    }
  }

  private void flush() {
    MailboxState before = state;
    EventBatch.Outcome outcome =
        EventBatch.decideAll(state, asks, new DecisionTime(nowMicros), epoch);
    for (int i = 0; i < asks.size(); i++) {
      Object answer = outcome.answers().get(i);
      Object got =
          answer instanceof Result.Ok<?> ok ? ok.value() : ((Result.Refused<?>) answer).why();
      assertThat(got).as("%s", asks.get(i).command()).isEqualTo(expected.get(i));
    }
    for (EventBatch.Encoded record : outcome.records()) {
      assertThat(record.octets().length).isLessThanOrEqualTo(EnvelopeCodec.MAX_OCTETS);
      rows.add(record.octets());
    }
    state = outcome.after();
    asks.clear();
    expected.clear();
    assertThat(state.highestModSeq()).isGreaterThanOrEqualTo(before.highestModSeq());
    assertThat(state.uidNext()).isGreaterThanOrEqualTo(before.uidNext());
    assertThat(state.at().sequence()).isEqualTo(rows.size());
    assertThat(rows.size()).isGreaterThanOrEqualTo((int) plain.changes);
    checkTotals();
  }

  private void checkTotals() {
    long unseen = plain.messages.values().stream().filter(m -> !m.flags.contains("\\Seen")).count();
    long deleted =
        plain.messages.values().stream().filter(m -> m.flags.contains("\\Deleted")).count();
    long octets = plain.messages.values().stream().mapToLong(m -> m.sizeOctets).sum();
    assertThat(state.status())
        .isEqualTo(
            new MailboxStatus(
                plain.messages.size(),
                unseen,
                deleted,
                0,
                new Uid(plain.uidNext),
                Script.VALIDITY,
                new ModSeq(plain.modSeq),
                octets));
    assertThat(state.keywords().names()).isEqualTo(plain.keywords);
  }

  private void checkRecords() {
    flush();
    UidSet left = UidSet.range(1, plain.uidNext);
    List<String> found = new ArrayList<>();
    while (!left.isEmpty()) {
      var page = state.records(left);
      page.records().forEach(record -> found.add(text(record)));
      left = page.rest();
    }
    List<String> wanted = new ArrayList<>();
    plain.messages.forEach(
        (uid, m) -> wanted.add(uid + " " + m.modSeq + " " + m.emailId + " " + m.flags));
    assertThat(found).isEqualTo(wanted);
    assertThat(state.messages().uids()).isEqualTo(PlainMailbox.set(plain.messages.keySet()));
  }

  private String text(MessageRecord record) {
    TreeSet<String> flags = new TreeSet<>();
    record.flags().system().forEach(flag -> flags.add(flag.wireName()));
    state
        .keywords()
        .names(record.flags())
        .keywords()
        .forEach(k -> flags.add(RandomCommands.lower(k)));
    return record.uid() + " " + record.modSeq() + " " + record.emailId().value() + " " + flags;
  }

  /** Invariant 3: what a client at this mod-sequence is told makes its picture the present one. */
  private void checkChangesSince(long modSeq) {
    BitSet then = requireNonNull(plain.uidsAt.get(modSeq));
    Changes changes = state.changesSince(new ModSeq(modSeq));
    BitSet now = plain.uids();
    BitSet appended = plain.uids();
    appended.andNot(then);
    BitSet vanished = new BitSet();
    plain.uidsAt.forEach(
        (at, uids) -> {
          if (at >= modSeq) {
            vanished.or(uids);
          }
        });
    vanished.andNot(now);
    BitSet changed = new BitSet();
    plain.messages.forEach(
        (uid, m) -> changed.set(uid.intValue(), then.get(uid.intValue()) && m.modSeq > modSeq));
    assertThat(changes.appended()).as("since %d", modSeq).isEqualTo(PlainMailbox.set(appended));
    assertThat(changes.vanished()).as("since %d", modSeq).isEqualTo(PlainMailbox.set(vanished));
    assertThat(changes.changed()).as("since %d", modSeq).isEqualTo(PlainMailbox.set(changed));
    assertThat(changes.to()).isEqualTo(new ModSeq(plain.modSeq));
  }

  /** Writes changed pages only, as the store does, and reads all back. */
  private void snapshot() {
    PagedState paged = SnapshotCodec.paged(state);
    Map<PageKey, byte[]> pages = new TreeMap<>();
    for (PageKey key : paged.pages()) {
      byte[] fresh = paged.encode(key);
      boolean same = base != null && paged.samePage(key, base);
      if (same) {
        assertThat(basePages.get(key)).as("%s", key).isEqualTo(fresh);
      }
      pages.put(key, fresh);
    }
    MailboxState read = SnapshotCodec.decode(paged.root(), pages);
    assertSame(read, state);
    base = paged;
    basePages = pages;
    snapshots.add(new Kept(read, rows.size()));
  }

  /** A new owner goes on from the last snapshot and the rows behind it. */
  private void failOver() {
    state =
        snapshots.isEmpty()
            ? replay(MailboxState.EMPTY, 0)
            : replay(snapshots.get(snapshots.size() - 1));
    epoch++;
  }

  private MailboxState replay(Kept kept) {
    return replay(kept.state(), kept.rows());
  }

  private MailboxState replay(MailboxState from, int row) {
    MailboxReplay replay = new MailboxReplay(from);
    rows.subList(row, rows.size()).forEach(replay::accept);
    assertThat(replay.committedRows()).isEqualTo(rows.size() - row);
    return replay.state();
  }

  /** Invariant 8: from the beginning and from every snapshot, bit for bit. */
  private void checkReplays() {
    assertSame(replay(MailboxState.EMPTY, 0), state);
    for (int i = 0; i < snapshots.size(); i += 1 + snapshots.size() / 20) {
      assertSame(replay(snapshots.get(i)), state);
    }
  }

  static void assertSame(MailboxState a, MailboxState b) {
    PagedState left = SnapshotCodec.paged(a);
    PagedState right = SnapshotCodec.paged(b);
    assertThat(left.root()).isEqualTo(right.root());
    assertThat(new TreeSet<>(left.pages())).isEqualTo(new TreeSet<>(right.pages()));
    for (PageKey key : right.pages()) {
      assertThat(left.encode(key)).as("%s", key).isEqualTo(right.encode(key));
    }
  }

  int events() {
    return rows.size();
  }
}
