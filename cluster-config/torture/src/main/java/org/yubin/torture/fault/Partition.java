package org.yubin.torture.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Cuts an address off, packets vanish without a word: in a network namespace of this process alone,
 * where a rule sends them into a device that leads nowhere. Needs root, {@code unshare} and {@code
 * ip}.
 */
public final class Partition {
  /** Set in a process that has a network namespace of its own. */
  public static final String ISOLATED = "YUBIN_TORTURE_ISOLATED";

  private static final String DEVICE = "yubin0";
  private static final String TABLE = "77";
  private static final String ENTER =
      "ip link set lo up && export " + ISOLATED + "=1 && exec \"$@\"";

  private Partition() {}

  /** The same command line, in a network namespace of its own. */
  public static List<String> isolated(List<String> command) {
    java.util.List<String> whole =
        new java.util.ArrayList<>(List.of("unshare", "-n", "sh", "-c", ENTER, "sh"));
    whole.addAll(command);
    return whole;
  }

  /** Makes the way that leads nowhere; once in a namespace. */
  static void prepare() throws IOException {
    run("ip", "link", "add", DEVICE, "type", "veth", "peer", "name", DEVICE + "p");
    run("ip", "link", "set", DEVICE, "up");
    // Packets of 127.0.0.0/8 may leave by it: else the kernel says at once that they may not.
    Files.writeString(Path.of("/proc/sys/net/ipv4/conf/" + DEVICE + "/route_localnet"), "1");
    run("ip", "route", "add", "default", "dev", DEVICE, "table", TABLE);
    // What is local is looked up after our rules, no more before all others.
    run("ip", "rule", "add", "pref", "100", "lookup", "local");
    run("ip", "rule", "del", "pref", "0");
  }

  static void cut(String host) throws IOException {
    run("ip", "rule", "add", "pref", "5", "from", host, "lookup", TABLE);
    run("ip", "rule", "add", "pref", "6", "to", host, "lookup", TABLE);
  }

  static void heal(String host) throws IOException {
    run("ip", "rule", "del", "pref", "5", "from", host, "lookup", TABLE);
    run("ip", "rule", "del", "pref", "6", "to", host, "lookup", TABLE);
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said + " (expected: done)");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }
}
