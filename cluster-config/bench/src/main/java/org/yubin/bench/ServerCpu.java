package org.yubin.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * CPU time of processes and of all their descendants, from {@code /proc} (Linux). A descendant that
 * has ended counts through the parent that has waited for it.
 */
final class ServerCpu {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final int TICKS_A_SECOND = 100;

  private final Path proc;
  private final List<Long> pids;

  /**
   * @param proc {@code /proc}
   */
  ServerCpu(Path proc, List<Long> pids) {
    this.proc = proc;
    this.pids = pids;
  }

  /**
   * One line of {@code /proc/PID/stat}: the ticks are its own and those of the children it waited
   * for.
   */
  record Stat(long pid, long parent, long ticks) {
    // pid (comm) state ppid ... utime(14) stime(15) cutime(16) cstime(17); comm may hold anything
    static Stat parse(String line) {
      long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
      String[] field = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(field[i]);
      }
      return new Stat(pid, Long.parseLong(field[1]), ticks);
    }
  }

  /** Milliseconds since the processes began. */
  double millis() throws IOException {
    Map<Long, Stat> all = new TreeMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        try {
          Stat stat = Stat.parse(Files.readString(process.resolve("stat")));
          all.put(stat.pid(), stat);
        } catch (IOException ended) {
          // between the listing and now
        }
      }
    }
    for (long pid : pids) {
      if (!all.containsKey(pid)) {
        throw new IOException("process " + pid + ": not there (expected: a server)");
      }
    }
    return sum(all) * 1000.0 / TICKS_A_SECOND;
  }

  private long sum(Map<Long, Stat> all) {
    Set<Long> counted = new HashSet<>(pids);
    boolean more = true;
    while (more) {
      more = false;
      for (Stat stat : all.values()) {
        more |= counted.contains(stat.parent()) && counted.add(stat.pid());
      }
    }
    return counted.stream().map(all::get).mapToLong(Stat::ticks).sum();
  }
}
