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
  private final Queue<List<Roll.Entry>> reads = new ConcurrentLinkedQueue<>();

  /** A client, which asks for one thing at a time, was told of this entry. */
  void acknowledged(int client, Roll.Entry entry) {
    acknowledged.add(new Acknowledged(client, entry));
  }

  void read(List<Roll.Entry> entries) {
    reads.add(entries);
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
    for (List<Roll.Entry> read : reads) {
      if (read.size() > last.size() || !last.subList(0, read.size()).equals(read)) {
        wrong.add("read of " + read.size() + " entries that is no prefix");
      }
    }
    return wrong;
  }
}
