package org.yubin.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.launch.CassandraLaunchException;
import org.yubin.persistence.launch.CassandraProcess;
import org.yubin.persistence.launch.EmbeddedCassandra;
import org.yubin.persistence.launch.LaunchSettings;

/**
 * Dev's own Cassandra: started with the node, started again when it dies under it, stopped after
 * it.
 *
 * <p>A Cassandra that was killed comes back with all it acknowledged (its commit log is synced
 * before it answers), and the node finds it again at the same port; what was under way meanwhile is
 * answered as unavailable or retried.
 */
final class DevCassandra implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevCassandra.class);
  private static final int QUICK_RESTARTS_IN_A_ROW = 5;

  /** Between further ones: a full disk may be given room at any time. */
  private static final Duration SLOW_RESTART = Duration.ofSeconds(20);

  private static final Duration STEADY = Duration.ofMinutes(1);

  private final EmbeddedCassandra folder;
  private final ExecutorService executor;
  private @Nullable CassandraProcess process;
  private boolean stopping;
  private boolean served;
  private int restarts;
  private long startedNanos;

  private DevCassandra(EmbeddedCassandra folder, ExecutorService executor) {
    this.folder = folder;
    this.executor = executor;
    this.startedNanos = System.nanoTime();
  }

  /**
   * Takes the folder below the data folder; nothing runs before {@link #start}.
   *
   * @throws StartFailure in one line if another node holds it
   */
  static DevCassandra open(NodeSettings settings, Consumer<String> progress) throws StartFailure {
    Path dataDir = settings.dataDir().resolve("cassandra");
    ExecutorService executor =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "yubin-cassandra");
              thread.setDaemon(true);
              return thread;
            });
    try {
      DevPorts ports = DevPorts.of(dataDir, settings.cassandra().getInt("port"));
      LaunchSettings launch =
          LaunchSettings.inFolder(dataDir, executor)
              .listeningOn("127.0.0.1", ports.nativePort(), ports.storagePort(), 0)
              .withHeap(settings.cassandra().getInt("heap-mib"))
              .tellingProgressTo(progress);
      return new DevCassandra(EmbeddedCassandra.open(launch), executor);
    } catch (IOException | CassandraLaunchException refused) {
      executor.shutdownNow();
      throw new StartFailure("Cassandra: " + line(refused), refused);
    }
  }

  /**
   * Starts Cassandra, or takes over the one that a killed node left there; returns when it answers.
   * {@link #close} may come meanwhile, from another thread.
   *
   * @throws StartFailure in one line
   */
  void start() throws StartFailure {
    try {
      await(launch().ready());
      synchronized (this) {
        served = true;
      }
    } catch (IOException | CassandraLaunchException refused) {
      throw new StartFailure("Cassandra: " + line(refused), refused);
    }
  }

  private synchronized CassandraProcess launch() throws IOException, CassandraLaunchException {
    if (stopping) {
      throw new IOException("asked to stop");
    }
    CassandraProcess started = await(folder.start());
    process = started;
    startedNanos = System.nanoTime();
    started.exited().thenRunAsync(this::died, executor);
    return started;
  }

  /** Where it speaks CQL. */
  InetSocketAddress contactPoint() {
    return running().contactPoint();
  }

  /** Its process id now. */
  long pid() {
    return running().pid();
  }

  private synchronized CassandraProcess running() {
    if (process == null) {
      throw new IllegalStateException("Cassandra was not started");
    }
    return process;
  }

  private void died() {
    synchronized (this) {
      if (stopping || !served) {
        return; // what does not even start once is the operator's business
      }
      boolean wasSteady = System.nanoTime() - startedNanos > STEADY.toNanos();
      restarts = wasSteady ? 1 : restarts + 1;
    }
    if (restarts <= QUICK_RESTARTS_IN_A_ROW) {
      LOG.warn("Cassandra died; starting it again");
      startAgain();
      return;
    }
    LOG.error(
        "Cassandra died {} times in a row; starting it again in {} s (its log says why)",
        restarts,
        SLOW_RESTART.toSeconds());
    CompletableFuture.delayedExecutor(SLOW_RESTART.toSeconds(), TimeUnit.SECONDS, executor)
        .execute(this::startAgain);
  }

  private void startAgain() {
    try {
      CassandraProcess next = launch();
      await(next.ready());
      LOG.info("Cassandra answers again, process {}", next.pid());
    } catch (IOException | CassandraLaunchException failed) {
      LOG.error("Cassandra could not be started again: {}", line(failed));
    }
  }

  /** Stops it cleanly, or kills it after a bound; then gives its folder back. */
  @Override
  public void close() {
    CassandraProcess last;
    synchronized (this) {
      stopping = true;
      last = process;
    }
    try {
      if (last != null) {
        await(last.stop());
      }
      folder.close();
    } catch (IOException | CassandraLaunchException failed) {
      LOG.error("Cassandra did not stop: {}", line(failed));
    }
    executor.shutdownNow();
  }

  private static <T> T await(CompletionStage<T> stage)
      throws IOException, CassandraLaunchException {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof CassandraLaunchException launch) {
        throw launch;
      }
      throw new IOException(String.valueOf(cause), cause);
    }
  }

  private static String line(Exception failed) {
    return String.valueOf(failed.getMessage());
  }
}
