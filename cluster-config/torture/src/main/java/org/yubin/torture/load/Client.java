package org.yubin.torture.load;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.yubin.torture.history.Fact;

/** A client that connects anew when its connection is lost, until it is to stop. */
abstract class Client implements Runnable {
  private static final long RECONNECT_MILLIS = 200;

  final Journal journal;
  final List<Door> doors;
  final Random random;
  final BooleanSupplier stop;
  private int door;

  Client(Journal journal, List<Door> doors, long seed, BooleanSupplier stop) {
    this.journal = journal;
    this.doors = List.copyOf(doors);
    this.random = new Random(seed);
    this.stop = stop;
    this.door = random.nextInt(doors.size());
  }

  /** Connects and works until it is time to stop. */
  abstract void work(Door at) throws IOException;

  @Override
  public void run() {
    while (!stop.getAsBoolean()) {
      try {
        work(doors.get(door));
      } catch (IOException lost) {
        journal.add(new Fact.Lost(journal.now(), 0, doors.get(door).toString(), lost.toString()));
        door = (door + 1) % doors.size();
        pause(RECONNECT_MILLIS);
      }
    }
  }

  /** The pace of a client, not a wait for something. */
  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
