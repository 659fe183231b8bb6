package org.yubin.mailbox.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.DecisionTime;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Script;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;

/** Prints what operations on 100,000 messages take; asserts only what no slow machine excuses. */
class MailboxSpeedTest {
  private static final int MESSAGES = 100_000;

  private final Random random = new Random(1);
  private MailboxState state = MailboxState.EMPTY;
  private long requests;

  private void run(MailboxCommand command) {
    EventBatch.Ask ask =
        new EventBatch.Ask(command, Script.cause(new RequestId(new UUID(1, requests++))));
    state =
        EventBatch.decideAll(state, List.of(ask), new DecisionTime(requests * 1_000_000), 1)
            .after();
  }

  private void fill() {
    run(new Initialise(Script.OWNER, Script.VALIDITY));
    for (int i = 0; i < MESSAGES / 100; i++) {
      List<NewMessage> some =
          random
              .longs(100)
              .mapToObj(
                  id ->
                      new NewMessage(
                          new EmailId(new UUID(id, random.nextLong())),
                          FlagNames.NONE,
                          random.nextInt(100_000),
                          new InternalDate(1_700_000_000 + random.nextInt(10_000_000), 60),
                          random.nextLong(),
                          random.nextLong()))
              .toList();
      run(new Append(some));
    }
  }

  private long micros(String what, int times, Runnable work) {
    for (int i = 0; i < Math.min(times, 200); i++) {
      work.run();
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime(); // of this thread: the machine may be busy
    for (int i = 0; i < times; i++) {
      work.run();
    }
    long each = (threads.getCurrentThreadCpuTime() - begin) / 1000 / times;
    System.out.printf("%s: %d us%n", what, each);
    return each;
  }

  @Test
  void operations_takeAboutWhatTheyTouch() {
    fill();
    ModSeq before = state.highestModSeq();
    UidSet all = UidSet.range(1, MESSAGES);

    long store =
        micros(
            "STORE of one, with event",
            2000,
            () ->
                run(
                    new StoreFlags(
                        UidSet.of(1 + random.nextInt(MESSAGES)),
                        random.nextBoolean()
                            ? FlagChange.add(SystemFlag.SEEN)
                            : FlagChange.remove(SystemFlag.SEEN),
                        Optional.empty())));
    long append = micros("APPEND of one, with event", 2000, () -> run(Script.append(1)));
    ModSeq recent = new ModSeq(state.highestModSeq().value() - 100);
    Changes[] changes = new Changes[1];
    long since =
        micros("changesSince 100 changes", 200, () -> changes[0] = state.changesSince(recent));
    micros("changesSince thousands", 20, () -> changes[0] = state.changesSince(before));
    assertThat(changes[0].changed().isEmpty()).isFalse();
    MailboxQuery seen = new MailboxQuery.HasFlag(SystemFlag.SEEN);
    long scan = micros("query \\Seen", 100, () -> seen.evaluate(state));
    long opened = micros("opened", 100, () -> state.opened(true));
    micros("records 1:*", 5, this::readAll);
    micros(
        "STORE 1:*",
        5,
        () ->
            run(
                new StoreFlags(
                    all,
                    random.nextBoolean()
                        ? FlagChange.add(SystemFlag.FLAGGED)
                        : FlagChange.remove(SystemFlag.FLAGGED),
                    Optional.empty())));
    run(new StoreFlags(all, FlagChange.add(SystemFlag.DELETED), Optional.empty()));
    micros("EXPUNGE of one", 100, () -> run(new Expunge(Optional.of(someUids()))));

    assertThat(store).isLessThan(2000);
    assertThat(append).isLessThan(2000);
    // what SELECT (QRESYNC) asks looks at no message that has not changed
    assertThat(since).isLessThan(scan / 2);
    assertThat(opened).isLessThan(scan / 2);
  }

  private UidSet someUids() {
    return UidSet.of(1 + random.nextInt(MESSAGES));
  }

  private void readAll() {
    UidSet left = UidSet.range(1, MESSAGES);
    while (!left.isEmpty()) {
      RecordPage page = state.records(left);
      left = page.rest();
    }
  }

  @Test
  void snapshot_writesWhatHasChanged() {
    fill();
    PagedState before = SnapshotCodec.paged(state);
    long whole = before.root().length;
    for (PageKey key : before.pages()) {
      whole += before.encode(key).length;
    }
    for (int i = 0; i < 100; i++) {
      run(new StoreFlags(someUids(), FlagChange.add(SystemFlag.SEEN), Optional.empty()));
    }

    PagedState after = SnapshotCodec.paged(state);
    long written = after.root().length;
    int pages = 0;
    for (PageKey key : after.pages()) {
      if (!after.samePage(key, before)) {
        written += after.encode(key).length;
        pages++;
      }
    }

    System.out.printf(
        "snapshot of %d messages: %d octets; after 100 changes: %d pages, %d octets%n",
        MESSAGES, whole, pages, written);
    assertThat(written).isLessThan(whole / 50);
  }
}
