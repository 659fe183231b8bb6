package org.yubin.torture.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** All clients. */
public final class Load implements AutoCloseable {
  private static final int DELIVERERS_AN_ACCOUNT = 1;

  private final Journal journal = new Journal();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicBoolean quiet = new AtomicBoolean();
  private final List<Thread> workers = new ArrayList<>();
  private final List<Thread> idlers = new ArrayList<>();

  private Load() {}

  /**
   * Starts them.
   *
   * @param names mailboxes that every account has, INBOX among them
   * @param clients how many change mail, in all
   */
  public static Load start(
      List<Door> doors, List<String> accounts, List<String> names, int clients, long seed) {
    Load load = new Load();
    int number = 0;
    for (String account : accounts) {
      for (String name : names) {
        number++;
        load.idlers.add(
            thread(
                new Idler(load.journal, doors, account, name, seed + number, load.quiet::get),
                "idler-" + number));
      }
      for (int i = 0; i < DELIVERERS_AN_ACCOUNT; i++) {
        number++;
        load.workers.add(
            thread(
                new Deliverer(load.journal, doors, account, number, seed, load.stop::get),
                "deliverer-" + number));
      }
    }
    for (int i = 0; i < clients; i++) {
      number++;
      String account = accounts.get(i % accounts.size());
      load.workers.add(
          thread(
              new Worker(load.journal, doors, account, names, number, seed, load.stop::get),
              "worker-" + number));
    }
    load.idlers.forEach(Thread::start);
    load.workers.forEach(Thread::start);
    return load;
  }

  private static Thread thread(Client client, String name) {
    Thread thread = new Thread(client, name);
    thread.setDaemon(true);
    return thread;
  }

  /** What they have written down. */
  public Journal journal() {
    return journal;
  }

  /**
   * Stops those who change mail, and waits until their last commands are answered.
   *
   * @throws InterruptedException if this thread is
   */
  public void finish() throws InterruptedException {
    stop.set(true);
    join(workers);
  }

  /**
   * Ends the idlers, who have heard all by now.
   *
   * @throws InterruptedException if this thread is
   */
  public void settle() throws InterruptedException {
    quiet.set(true);
    join(idlers);
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(100));
      if (thread.isAlive()) {
        throw new IllegalStateException(thread.getName() + ": has not ended (expected: ended)");
      }
    }
  }

  @Override
  public void close() {
    stop.set(true);
    quiet.set(true);
  }
}
