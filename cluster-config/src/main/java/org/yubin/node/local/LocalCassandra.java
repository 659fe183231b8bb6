package org.yubin.node.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.persistence.launch.CassandraLaunchException;
import org.yubin.persistence.launch.CassandraProcess;
import org.yubin.persistence.launch.EmbeddedCassandra;
import org.yubin.persistence.launch.LaunchSettings;

/** One Cassandra node as a child process. Not thread safe, but for its signals. */
public final class LocalCassandra {
  private final String name;
  private final LocalPlan plan;
  private final LaunchSettings settings;
  private @Nullable EmbeddedCassandra folder;
  private @Nullable CassandraProcess process;

  LocalCassandra(LocalPlan plan, int index, List<String> seeds, Executor executor) {
    LocalPorts ports = LocalPorts.from(plan.basePort());
    this.name = "cassandra-" + (index + 1);
    this.plan = plan;
    LaunchSettings plain =
        LaunchSettings.inFolder(plan.folder().resolve(name), plan.cassandraLib(), executor)
            .listeningOn(
                LocalPorts.cassandra(plan.network(), index), ports.nativePort(), ports.storage(), 0)
            .withSeeds(seeds)
            .withHeap(plan.cassandraHeapMib());
    this.settings = plan.tls(name).map(plain::withTls).orElse(plain);
  }

  /** Such as {@code cassandra-1}. */
  public String name() {
    return name;
  }

  /** Where it speaks CQL. */
  public InetSocketAddress contactPoint() {
    return new InetSocketAddress(settings.address(), settings.nativePort());
  }

  /** {@code host:port} of CQL. */
  String point() {
    return settings.address() + ":" + settings.nativePort();
  }

  /** Its data and logs. */
  public Path dataDir() {
    return settings.dataDir();
  }

  /** Whether its process runs; true for a paused one. */
  public boolean isAlive() {
    return process != null && !process.exited().toCompletableFuture().isDone();
  }

  /**
   * Starts it, or takes over one that was left in its folder; does not wait until it answers.
   *
   * @throws StartFailure if a port is taken, or another process holds its folder
   */
  public void start() throws StartFailure {
    plan.issue(name, List.of(settings.address()));
    try {
      if (folder == null) {
        folder = EmbeddedCassandra.open(settings);
      }
      process = await(folder.start());
    } catch (IOException | CassandraLaunchException refused) {
      throw new StartFailure(name + ": " + refused.getMessage(), refused);
    }
  }

  /**
   * Waits until it answers CQL, for at most two minutes.
   *
   * @throws StartFailure if it does not
   */
  public void awaitReady() throws StartFailure {
    await(running().ready());
  }

  /** Its process id. */
  public long pid() {
    return running().pid();
  }

  /** SIGKILL; returns when it is gone. Nothing that it acknowledged is lost. */
  public void kill() throws StartFailure {
    await(running().kill());
  }

  /** SIGSTOP. */
  public void pause() throws IOException {
    Signals.send("STOP", pid());
  }

  /** SIGCONT, after {@link #pause}. */
  public void goOn() throws IOException {
    Signals.send("CONT", pid());
  }

  /** Stops it cleanly, if it runs, and gives its folder back. */
  void close() throws StartFailure {
    if (process != null) {
      await(process.stop());
    }
    if (folder != null) {
      try {
        folder.close();
      } catch (IOException failed) {
        throw new StartFailure(name + ": " + failed.getMessage(), failed);
      }
    }
  }

  private CassandraProcess running() {
    if (process == null) {
      throw new IllegalStateException(name + ": was not started");
    }
    return process;
  }

  private <T> T await(CompletionStage<T> stage) throws StartFailure {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartFailure(name + ": interrupted", stopped);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new StartFailure(name + ": " + (cause == null ? failed : cause).getMessage(), failed);
    }
  }
}
