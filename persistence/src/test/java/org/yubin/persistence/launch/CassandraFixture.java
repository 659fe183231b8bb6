package org.yubin.persistence.launch;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.schema.Migrations;

/**
 * One real Cassandra for all test classes of a JVM, started when first asked for and stopped with
 * the JVM. Its data lies in {@code target/cassandra-test} of the module under test and is wiped at
 * each start.
 *
 * <p>Test classes do not share tables: each takes a {@link #keyspace} of its own.
 */
public final class CassandraFixture {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static @Nullable CassandraFixture shared;

  private final EmbeddedCassandra folder;
  private final CassandraProcess process;
  private final CqlSession session;
  private final AtomicInteger keyspaces = new AtomicInteger();
  private @Nullable String migrated;

  private CassandraFixture(EmbeddedCassandra folder, CassandraProcess process, CqlSession session) {
    this.folder = folder;
    this.process = process;
    this.session = session;
  }

  /** The shared Cassandra, answering. Fails the test if it cannot be started. */
  public static synchronized CassandraFixture shared() {
    if (shared == null) {
      shared = startShared();
    }
    return shared;
  }

  /** Where CQL is spoken; the local data centre is {@code datacenter1}. */
  public InetSocketAddress contactPoint() {
    return process.contactPoint();
  }

  /** A session as nodes have it, without keyspace, shared by all; nobody closes it. */
  public CqlSession session() {
    return session;
  }

  /**
   * A keyspace with the whole schema, shared by all test classes: our keys are random ids, so tests
   * that make their own ids do not meet. Migrated once.
   */
  public synchronized String migratedKeyspace() {
    if (migrated == null) {
      migrated = migrate("yubin_test");
    }
    return migrated;
  }

  /**
   * A keyspace of the test class alone, with the whole schema; for tests that look at whole tables.
   */
  public String migratedKeyspace(Class<?> testClass) {
    return migrate(keyspaceName(testClass));
  }

  private String migrate(String keyspace) {
    try {
      new Migrations(session, settings(keyspace), Ids.secure(), InstantSource.system())
          .run()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return keyspace;
    } catch (Exception failed) {
      throw new IllegalStateException("schema of " + keyspace + " was not made", failed);
    }
  }

  /** Settings for this Cassandra and a keyspace in it. */
  public CassandraSettings settings(String keyspace) {
    return settings(contactPoint(), keyspace);
  }

  /**
   * A whole configuration, as a node has it: where this Cassandra is, then {@code
   * yubin-journal.conf}, then what libraries bring. Not a cluster: what a test needs of that, it
   * puts on top.
   */
  public Config config(String keyspace) {
    return config(settings(keyspace));
  }

  private static CassandraSettings settings(InetSocketAddress contactPoint, String keyspace) {
    return CassandraSettings.local(
        contactPoint.getHostString() + ":" + contactPoint.getPort(), keyspace);
  }

  private static Config config(CassandraSettings settings) {
    return settings
        .overlay()
        .withFallback(ConfigFactory.parseResources("yubin-journal.conf"))
        .withFallback(ConfigFactory.load());
  }

  /** Makes a fresh keyspace, named after the test class, with one replica. */
  public String keyspace(Class<?> testClass) {
    String keyspace = keyspaceName(testClass);
    session.execute(
        "CREATE KEYSPACE %s WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}"
            .formatted(keyspace));
    return keyspace;
  }

  private String keyspaceName(Class<?> testClass) {
    String name =
        "t%d_%s"
            .formatted(keyspaces.incrementAndGet(), testClass.getSimpleName())
            .toLowerCase(Locale.ROOT);
    return name.substring(0, Math.min(name.length(), 46));
  }

  /** A session of the caller's own, which the caller closes. */
  public static CqlSession connect(InetSocketAddress contactPoint) {
    return CqlSession.builder()
        .addContactPoint(contactPoint)
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .withDuration(
                    DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(20))
                .withDuration(
                    DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(20))
                .build())
        .build();
  }

  /**
   * Settings for a Cassandra on ports that nobody uses now, with options that make it start sooner.
   */
  public static LaunchSettings quick(Path dataDir, ExecutorService executor) {
    int[] ports = freePorts();
    return LaunchSettings.inFolder(dataDir, executor)
        .listeningOn("127.0.0.1", ports[0], ports[1], 0)
        .withTimeouts(PATIENCE, Duration.ofSeconds(30))
        .withJvmOptions(List.of("-XX:TieredStopAtLevel=1"));
  }

  /** Threads that do not keep the JVM alive. */
  public static ExecutorService daemonThreads() {
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "cassandra-launch");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static CassandraFixture startShared() {
    Path dataDir =
        Path.of(System.getProperty("basedir", "."), "target", "cassandra-test").toAbsolutePath();
    ExecutorService executor = daemonThreads();
    try {
      EmbeddedCassandra folder = EmbeddedCassandra.open(quick(dataDir, executor));
      folder.stopOrphan().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      wipe(dataDir);
      CassandraProcess process =
          folder
              .start()
              .thenCompose(CassandraProcess::ready)
              .toCompletableFuture()
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      CassandraFixture fixture =
          new CassandraFixture(
              folder,
              process,
              CassandraSessions.connect(config(settings(process.contactPoint(), "unused")))
                  .toCompletableFuture()
                  .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      Runtime.getRuntime().addShutdownHook(new Thread(fixture::shutDown));
      return fixture;
    } catch (Exception failed) {
      throw new IllegalStateException("shared Cassandra in " + dataDir + " did not start", failed);
    }
  }

  /** Nothing of the data is needed again, so the quick way is taken. */
  private void shutDown() {
    try {
      session.close();
      process.kill().toCompletableFuture().get(30, TimeUnit.SECONDS);
      folder.close();
    } catch (Exception failed) {
      throw new IllegalStateException("shared Cassandra did not end", failed);
    }
  }

  private static void wipe(Path dataDir) throws IOException {
    try (Stream<Path> all = Files.walk(dataDir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(dataDir) && !path.endsWith("node.lock")) {
          Files.delete(path);
        }
      }
    }
  }

  private static int[] freePorts() {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {first.getLocalPort(), second.getLocalPort()};
    } catch (IOException failed) {
      throw new IllegalStateException("no free port", failed);
    }
  }
}
