package org.yubin.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What must hold before anything is started, so that nothing is ever half started. */
public final class Preflight {
  private static final long MIB = 1024L * 1024;

  /**
   * Room that Cassandra takes beside its heap, in MiB: metaspace, buffers, stacks (measured: 0.9
   * GiB at a heap of 512 MiB).
   */
  private static final long BESIDE_HEAP_MIB = 400;

  private static final long LEAST_DISK_MIB = 1024;

  private Preflight() {}

  /**
   * Checks the ports that the node will listen on: free, permitted, and different from each other.
   *
   * @throws StartFailure naming the first one that is not
   */
  public static void ports(NodeSettings settings) throws StartFailure {
    InetAddress address;
    try {
      address = InetAddress.getByName(settings.bind());
    } catch (UnknownHostException unknown) {
      throw new StartFailure(
          "--bind: " + settings.bind() + " (expected: an address of this machine)", unknown);
    }
    Map<Integer, String> taken = new HashMap<>();
    if (settings.roles().contains(Role.FRONTEND)) {
      check(address, settings.imap(), "--imap-port", taken);
      check(address, settings.imaps(), "--imaps-port", taken);
      check(address, settings.lmtp(), "--lmtp-port", taken);
    }
    check(address, settings.http(), "--http-port", taken);
  }

  private static void check(
      InetAddress address, int port, String option, Map<Integer, String> taken)
      throws StartFailure {
    if (port == 0) {
      return;
    }
    String other = taken.put(port, option);
    if (other != null) {
      throw new StartFailure(option + ": " + port + " is that of " + other + " too");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException refused) {
      throw new StartFailure(
          "%s: %s:%d: %s (expected: a free port)"
              .formatted(option, address.getHostAddress(), port, refused.getMessage()),
          refused);
    }
  }

  /**
   * Checks that the data folder can be written and its disk has room.
   *
   * @throws StartFailure if not
   */
  public static void disk(Path dataDir) throws StartFailure {
    try {
      Files.createDirectories(dataDir);
      Path probe = Files.createTempFile(dataDir, "write", ".probe");
      Files.delete(probe);
      long freeMib = Files.getFileStore(dataDir).getUsableSpace() / MIB;
      if (freeMib < LEAST_DISK_MIB) {
        throw new StartFailure(
            dataDir + ": " + freeMib + " MiB free (expected: >= " + LEAST_DISK_MIB + " MiB)");
      }
    } catch (IOException refused) {
      throw new StartFailure(
          "--data-dir: " + dataDir + ": " + refused + " (expected: a folder to write in)", refused);
    }
  }

  /**
   * Checks that this machine has the memory that the node and a Cassandra beside it will take.
   *
   * @param cassandraHeapMib 0 if none is started here
   * @throws StartFailure if not
   */
  public static void memory(long cassandraHeapMib) throws StartFailure {
    long availableMib = availableMib();
    long nodeMib = Runtime.getRuntime().maxMemory() / MIB;
    long wantedMib = nodeMib + (cassandraHeapMib == 0 ? 0 : cassandraHeapMib + BESIDE_HEAP_MIB);
    if (availableMib >= 0 && availableMib < wantedMib) {
      throw new StartFailure(
          "memory: %d MiB available (expected: >= %d MiB: the node %d, Cassandra the rest)"
              .formatted(availableMib, wantedMib, nodeMib));
    }
  }

  /** What the system could give without swapping, in MiB; -1 where it does not say. */
  private static long availableMib() {
    Path meminfo = Path.of("/proc/meminfo");
    if (!Files.isReadable(meminfo)) {
      return -1;
    }
    try {
      for (String line : Files.readAllLines(meminfo, StandardCharsets.US_ASCII)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      return -1;
    } catch (IOException unreadable) {
      return -1; // a system that does not tell is not refused
    }
  }
}
