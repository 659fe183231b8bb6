package org.yubin.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All that callers of one roll were told, and whether the final history bears it out. */
final class History {
  private record Acknowledged(int client, Roll.Entry entry) {}

  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

  private record Read(int acknowledgedBefore, List<Roll.Entry> entries) {}

  private final Queue<Read> reads = new ConcurrentLinkedQueue<>();

  /** A client, which asks for one thing at a time, was told of this entry. */
  void acknowledged(int client, Roll.Entry entry) {
    acknowledged.add(new Acknowledged(client, entry));
  }

  /**
   * A client was shown these.
   *
   * @param acknowledgedBefore how many had been acknowledged, to anybody, when it asked
   */
  void read(int acknowledgedBefore, List<Roll.Entry> entries) {
    reads.add(new Read(acknowledgedBefore, entries));
  }

  /** A client was shown these; nothing is known of what went before. */
  void read(List<Roll.Entry> entries) {
    read(0, entries);
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** What is wrong; nothing if all is well. */
  List<String> complaints(List<Roll.Entry> last) {
    List<String> wrong = new ArrayList<>();
    Map<UUID, Long> uids = new HashMap<>();
    for (Roll.Entry entry : last) {
      if (uids.put(entry.request(), entry.uid()) != null) {
        wrong.add("twice in the history: " + entry);
      }
    }
    Map<Long, UUID> told = new HashMap<>();
    Map<Integer, Long> latest = new HashMap<>();
    for (Acknowledged one : acknowledged) {
      Roll.Entry entry = one.entry();
      Long uid = uids.get(entry.request());
      if (uid == null) {
        wrong.add("acknowledged and lost: " + entry);
      } else if (uid != entry.uid()) {
        wrong.add("acknowledged as " + entry + ", now " + uid);
      }
      UUID other = told.put(entry.uid(), entry.request());
      if (other != null && !other.equals(entry.request())) {
        wrong.add("told for two things: " + entry.uid());
      }
      if (latest.merge(one.client(), entry.uid(), Math::max) > entry.uid()) {
        wrong.add("out of order for client " + one.client() + ": " + entry);
      }
    }
    List<Roll.Entry> inOrder = acknowledged.stream().map(Acknowledged::entry).toList();
    for (Read read : reads) {
      int size = read.entries().size();
      if (size > last.size() || !last.subList(0, size).equals(read.entries())) {
        wrong.add("read of " + size + " entries that is no prefix");
      }
      if (!read.entries().containsAll(inOrder.subList(0, read.acknowledgedBefore()))) {
        wrong.add("read of " + size + " entries that lacks one acknowledged before it began");
      }
    }
    return wrong;
  }
}
