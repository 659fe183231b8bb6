package org.yubin.persistence.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.yubin.persistence.id.MailboxId;

/**
 * Fills the range cache behind the writers' backs, many messages of a mailbox by one statement:
 * nobody needs an entry soon, for the summaries of new messages are in memory. What waits here when
 * the process ends is missing in the cache, and is filled in by the first who looks for it. Thread
 * safe.
 */
final class RangeFill {
  static final int MOST_TOGETHER = 64;
  static final int MOST_WAITING_OCTETS = 4 * 1024 * 1024;
  private static final long PAUSE_MILLIS = 1000;

  private final BiConsumer<MailboxId, List<RangeCache.Entry>> writer;
  private final Executor later;
  private Map<MailboxId, List<RangeCache.Entry>> waiting = new HashMap<>();
  private int octets;
  private boolean due;

  /**
   * @param writer writes entries of one mailbox; does not block
   * @param later runs what it is given after a pause
   */
  RangeFill(BiConsumer<MailboxId, List<RangeCache.Entry>> writer, Executor later) {
    this.writer = writer;
    this.later = later;
  }

  /** Fills this cache, from these threads. */
  static RangeFill of(RangeCache range, Executor cpu) {
    return new RangeFill(
        range::write, CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, cpu));
  }

  void add(MailboxId mailbox, RangeCache.Entry entry) {
    List<RangeCache.Entry> full = List.of();
    boolean schedule;
    synchronized (this) {
      if (octets >= MOST_WAITING_OCTETS) {
        return;
      }
      List<RangeCache.Entry> some = waiting.computeIfAbsent(mailbox, none -> new ArrayList<>());
      some.add(entry);
      octets += entry.encoded().remaining();
      if (some.size() >= MOST_TOGETHER) {
        waiting.remove(mailbox);
        octets -= some.stream().mapToInt(each -> each.encoded().remaining()).sum();
        full = some;
      }
      schedule = !due && !waiting.isEmpty();
      due |= schedule;
    }
    if (!full.isEmpty()) {
      writer.accept(mailbox, full);
    }
    if (schedule) {
      later.execute(this::flush);
    }
  }

  private void flush() {
    Map<MailboxId, List<RangeCache.Entry>> all;
    synchronized (this) {
      all = waiting;
      waiting = new HashMap<>();
      octets = 0;
      due = false;
    }
    all.forEach(writer);
  }
}
