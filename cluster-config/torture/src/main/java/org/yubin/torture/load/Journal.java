package org.yubin.torture.load;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.yubin.torture.history.Fact;

/** Where all clients write what they asked and were told. Thread safe. */
public final class Journal {
  private final Queue<Fact> facts = new ConcurrentLinkedQueue<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicInteger sessions = new AtomicInteger();
  private final long start = System.nanoTime();

  /** Nanoseconds since the load began. */
  public long now() {
    return System.nanoTime() - start;
  }

  void add(Fact fact) {
    facts.add(fact);
  }

  long nextCall() {
    return calls.incrementAndGet();
  }

  int nextSession() {
    return sessions.incrementAndGet();
  }

  /** All, in the order in which they were written. */
  public List<Fact> facts() {
    return List.copyOf(facts);
  }
}
