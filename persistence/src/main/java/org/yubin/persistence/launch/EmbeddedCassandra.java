package org.yubin.persistence.launch;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One data folder, and the Cassandra 5 process that works on it.
 *
 * <p>{@link #open} locks the folder for this node; {@link #start} runs Cassandra in it, and may be
 * called again once that process has ended. {@link #close} gives the folder back and leaves a
 * running process alone: {@link CassandraProcess#stop} it first.
 *
 * <p><b>Orphans.</b> Cassandra runs in a session of its own ({@code setsid}, where the system has
 * it), so that neither a Ctrl-C in the node's terminal nor the node's sudden death ends it. After a
 * kill -9 of the node it lives on. The next node that opens the folder recognises it by its command
 * line, which names the folder, and takes it over if it listens where the settings say; else it is
 * stopped before a new one starts. Where there is no {@code setsid}, Ctrl-C reaches Cassandra too,
 * which then stops cleanly beside the node; nothing acknowledged is lost by that.
 */
public final class EmbeddedCassandra implements Closeable {
  private static final String MARK = "-Dyubin.cassandra.data=";

  private final LaunchSettings settings;
  private final FolderLock lock;
  private final ConfigFiles files;

  private EmbeddedCassandra(LaunchSettings settings, FolderLock lock) {
    this.settings = settings;
    this.lock = lock;
    this.files = new ConfigFiles(settings);
  }

  /**
   * Locks the folder, making it if need be.
   *
   * @throws CassandraLaunchException if another node holds it, or the jars are not there
   */
  public static EmbeddedCassandra open(LaunchSettings settings)
      throws IOException, CassandraLaunchException {
    if (!hasCassandra(settings.libDir())) {
      throw new CassandraLaunchException(
          "folder " + settings.libDir() + ": no cassandra-all jar (expected: Cassandra's jars)");
    }
    return new EmbeddedCassandra(settings, FolderLock.take(settings.dataDir()));
  }

  /**
   * Runs Cassandra in the folder, or takes over the one that a dead node left there. The stage
   * completes as soon as the process runs; {@link CassandraProcess#ready} says when it answers.
   * Fails with {@link CassandraLaunchException} if a port is taken.
   */
  public CompletionStage<CassandraProcess> start() {
    return orphan().thenCompose(this::adoptOrStop).thenCompose(this::adoptedOrNew);
  }

  /** Ends the Cassandra that a dead node left in this folder, if there is one. */
  public CompletionStage<Void> stopOrphan() {
    return orphan()
        .thenCompose(
            found ->
                found.isPresent()
                    ? found.get().stop()
                    : CompletableFuture.<Void>completedFuture(null));
  }

  /** Gives the folder back; the process, if one runs, goes on. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private CompletionStage<Optional<CassandraProcess>> orphan() {
    return CompletableFuture.supplyAsync(
        () ->
            ProcessHandle.allProcesses()
                .filter(this::worksOnThisFolder)
                .findFirst()
                .map(handle -> new CassandraProcess(settings, files, handle, true)),
        settings.executor());
  }

  private boolean worksOnThisFolder(ProcessHandle handle) {
    return commandLine(handle).contains(MARK + settings.dataDir());
  }

  private static List<String> commandLine(ProcessHandle handle) {
    Path proc = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
    try {
      return List.of(new String(Files.readAllBytes(proc), StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException noSuchFile) { // ended meanwhile, or a system without /proc
      return handle.info().arguments().map(List::of).orElse(List.of());
    }
  }

  private CompletionStage<Optional<CassandraProcess>> adoptOrStop(
      Optional<CassandraProcess> found) {
    if (found.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    CassandraProcess orphan = found.get();
    boolean listensThere = commandLine(orphan.handle()).contains(listenMark());
    if (listensThere) {
      settings.progress().accept("Taking over Cassandra, process " + orphan.pid());
      return CompletableFuture.completedFuture(found);
    }
    settings.progress().accept("Stopping a left over Cassandra, process " + orphan.pid());
    return orphan.stop().thenApply(done -> Optional.empty());
  }

  private CompletionStage<CassandraProcess> adoptedOrNew(Optional<CassandraProcess> adopted) {
    if (adopted.isPresent()) {
      return CompletableFuture.completedFuture(adopted.get());
    }
    try {
      return CompletableFuture.completedFuture(launch());
    } catch (IOException | CassandraLaunchException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private CassandraProcess launch() throws IOException, CassandraLaunchException {
    requireFree("native", settings.nativePort());
    requireFree("storage", settings.storagePort());
    if (settings.jmxPort() != 0) {
      requireFree("JMX", settings.jmxPort());
    }
    Path arguments = files.write();
    List<String> command = new ArrayList<>();
    setsid().ifPresent(command::add);
    command.addAll(TimerSlack.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(MARK + settings.dataDir());
    command.add(listenMark());
    command.add("@" + arguments);
    command.add("org.apache.cassandra.service.CassandraDaemon");
    settings.progress().accept("Starting Cassandra");
    Process process =
        new ProcessBuilder(command)
            .directory(settings.dataDir().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(files.console().toFile())
            .start();
    Files.writeString(
        settings.dataDir().resolve("cassandra.pid"), Long.toString(process.pid()) + "\n");
    return new CassandraProcess(settings, files, process.toHandle(), false);
  }

  private String listenMark() {
    return "-Dyubin.cassandra.listen="
        + settings.address()
        + ":"
        + settings.nativePort()
        + ":"
        + settings.storagePort();
  }

  private void requireFree(String what, int port) throws CassandraLaunchException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(settings.address()), port));
    } catch (IOException taken) {
      throw new CassandraLaunchException(
          "Cassandra's %s port %s:%d: %s (expected: a free port)"
              .formatted(what, settings.address(), port, taken.getMessage()));
    }
  }

  private static Optional<String> setsid() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst();
  }

  private static boolean hasCassandra(Path libDir) throws IOException {
    if (!Files.isDirectory(libDir)) {
      return false;
    }
    try (Stream<Path> jars = Files.list(libDir)) {
      return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("cassandra-all-"));
    }
  }

  /** Completes after {@code millis} on the executor of the settings. */
  static CompletionStage<Void> after(long millis, LaunchSettings settings) {
    return CompletableFuture.runAsync(
        () -> {},
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, settings.executor()));
  }
}
