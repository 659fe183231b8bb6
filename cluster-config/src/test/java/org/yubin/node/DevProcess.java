package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** {@code ./yubin dev} as a child process, on free ports and a data folder of its own. */
final class DevProcess implements AutoCloseable {
  private static final Path HOME =
      Path.of(System.getProperty("yubin.home", "..")).toAbsolutePath().normalize();
  private static final Duration START = Duration.ofMinutes(3);

  private final Path dataDir;
  private final List<String> options;
  private final Map<String, String> environment;
  private @Nullable Process process;
  private Path output = Path.of("nothing-was-started");
  private int starts;
  final int imapPort = freePort();
  final int imapsPort = freePort();
  final int lmtpPort = freePort();
  final int httpPort = freePort();

  DevProcess(Path dataDir, List<String> options, Map<String, String> environment) {
    this.dataDir = dataDir.toAbsolutePath();
    this.options = options;
    this.environment = environment;
  }

  static DevProcess fresh(Path dataDir, String... options) throws IOException {
    deleteRecursively(dataDir);
    return new DevProcess(dataDir, List.of(options), Map.of());
  }

  /** Runs the launcher with any command line to its end; standard output and error together. */
  static Finished run(Duration bound, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("yubin").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("yubin", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("YUBIN_BUILD", "no");
    Process process = builder.start();
    if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after " + bound + ": " + Files.readString(out));
    }
    return new Finished(process.exitValue(), Files.readString(out));
  }

  /** What a command printed, and its exit status. */
  record Finished(int status, String text) {}

  void start() throws IOException {
    launch();
    awaitServing();
  }

  void launch() throws IOException {
    Files.createDirectories(dataDir);
    output = dataDir.resolve("terminal-" + ++starts + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                HOME.resolve("yubin").toString(),
                "dev",
                "--data-dir",
                dataDir.toString(),
                "--imap-port",
                "" + imapPort,
                "--imaps-port",
                "" + imapsPort,
                "--lmtp-port",
                "" + lmtpPort,
                "--http-port",
                "" + httpPort));
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("YUBIN_BUILD", "no");
    builder.environment().putAll(environment);
    process = builder.start();
  }

  void awaitServing() {
    Awaitility.await("the node serves: " + output)
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the node ended: " + output, () -> !process().isAlive())
        .until(() -> terminal().contains("Yubin serves mail"));
  }

  /** All that it has printed since the last start. */
  String terminal() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  Process process() {
    if (process == null) {
      throw new IllegalStateException("the node was not started");
    }
    return process;
  }

  long cassandraPid() throws IOException {
    return Long.parseLong(Files.readString(dataDir.resolve("cassandra/cassandra.pid")).strip());
  }

  void killNode() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  void killCassandra() throws IOException {
    ProcessHandle.of(cassandraPid())
        .ifPresent(
            handle -> {
              handle.destroyForcibly();
              handle.onExit().join();
            });
  }

  /** SIGTERM, as Ctrl-C does; returns the exit status. */
  int stop() throws InterruptedException {
    process().destroy();
    assertThat(process().waitFor(60, TimeUnit.SECONDS)).as("stopped within 60 s").isTrue();
    return process().exitValue();
  }

  @Override
  public void close() throws IOException {
    Process running = process;
    if (running != null && running.isAlive()) {
      running.destroy();
      running.onExit().completeOnTimeout(running, 60, TimeUnit.SECONDS).join();
      running.destroyForcibly().onExit().join();
    }
    if (Files.exists(dataDir.resolve("cassandra/cassandra.pid"))) {
      long pid = cassandraPid();
      if (isCassandraOf(pid)) {
        killCassandra();
      }
    }
  }

  private boolean isCassandraOf(long pid) throws IOException {
    Path cmdline = Path.of("/proc/" + pid + "/cmdline");
    return Files.exists(cmdline) && Files.readString(cmdline).contains(dataDir.toString());
  }

  static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException none) {
      throw new AssertionError(none);
    }
  }

  static void deleteRecursively(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
