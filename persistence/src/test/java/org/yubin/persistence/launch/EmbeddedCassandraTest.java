package org.yubin.persistence.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: each start takes some seconds. */
class EmbeddedCassandraTest {
  private final ExecutorService executor = CassandraFixture.daemonThreads();

  @TempDir Path dataDir;

  @AfterEach
  void stopThreads() {
    executor.shutdown();
  }

  @Test
  void killedCassandra_keepsAcknowledgedRow_andOrphanIsTakenOver() throws Exception {
    LaunchSettings settings = CassandraFixture.quick(dataDir, executor);
    try (EmbeddedCassandra folder = EmbeddedCassandra.open(settings)) {
      CassandraProcess first = get(folder.start().thenCompose(CassandraProcess::ready));
      assertThat(sessionOf(first.pid()))
          .as("own session: Ctrl-C in the node's terminal must not reach it")
          .isEqualTo(first.pid());
      try (CqlSession session = CassandraFixture.connect(first.contactPoint())) {
        session.execute(
            "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor':"
                + " 1}");
        session.execute("CREATE TABLE k.t (id int PRIMARY KEY)");
        session.execute("INSERT INTO k.t (id) VALUES (17)");
      }
      get(first.kill());
      assertThat(first.exited().toCompletableFuture()).isCompleted();
      CassandraProcess second = get(folder.start().thenCompose(CassandraProcess::ready));
      assertThat(second.pid()).isNotEqualTo(first.pid());
      assertThat(second.adopted()).isFalse();
    }
    try (EmbeddedCassandra folder =
        EmbeddedCassandra.open(settings)) { // as after a kill of the node
      CassandraProcess orphan = get(folder.start().thenCompose(CassandraProcess::ready));
      assertThat(orphan.adopted()).isTrue();
      try (CqlSession session = CassandraFixture.connect(orphan.contactPoint())) {
        assertThat(session.execute("SELECT id FROM k.t").one().getInt(0)).isEqualTo(17);
      }
      get(folder.stopOrphan());
      assertThat(ProcessHandle.of(orphan.pid()).map(ProcessHandle::isAlive).orElse(false))
          .isFalse();
      assertThat(Files.readString(orphan.log())).contains("Cassandra shutdown complete");
    }
  }

  @Test
  void secondNodeOnTheFolder_isRefused() throws Exception {
    LaunchSettings settings = CassandraFixture.quick(dataDir, executor);
    EmbeddedCassandra first = EmbeddedCassandra.open(settings);
    assertThatThrownBy(() -> EmbeddedCassandra.open(settings))
        .isInstanceOf(CassandraLaunchException.class)
        .hasMessageContaining(dataDir.toString())
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    first.close();
    EmbeddedCassandra.open(settings).close();
  }

  @Test
  void portOfAnotherProcess_isNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LaunchSettings settings =
          CassandraFixture.quick(dataDir, executor)
              .listeningOn("127.0.0.1", other.getLocalPort(), 7000, 0);
      try (EmbeddedCassandra folder = EmbeddedCassandra.open(settings)) {
        assertThatThrownBy(() -> get(folder.start()))
            .hasCauseInstanceOf(CassandraLaunchException.class)
            .hasMessageContaining("native port 127.0.0.1:" + other.getLocalPort());
      }
    }
    assertThat(dataDir.resolve("conf")).doesNotExist();
  }

  @Test
  void cassandraThatEndsWhileItStarts_isReportedWithItsLastLines() throws Exception {
    LaunchSettings settings = CassandraFixture.quick(dataDir, executor);
    Files.writeString(dataDir.resolve("commitlog"), "a file where a folder must be");
    try (EmbeddedCassandra folder = EmbeddedCassandra.open(settings)) {
      assertThatThrownBy(() -> get(folder.start().thenCompose(CassandraProcess::ready)))
          .hasCauseInstanceOf(CassandraLaunchException.class)
          .hasMessageContaining("ended while it started")
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(CassandraLaunchException.class))
          .extracting(CassandraLaunchException::logTail, InstanceOfAssertFactories.LIST)
          .anySatisfy(line -> assertThat(line).asString().contains("commitlog"));
    }
  }

  @Test
  void folderWithoutJars_isRefused() {
    assertThatThrownBy(
            () -> EmbeddedCassandra.open(LaunchSettings.inFolder(dataDir, dataDir, executor)))
        .isInstanceOf(CassandraLaunchException.class)
        .hasMessageContaining("no cassandra-all jar");
  }

  /** The session id of a process: the fourth field behind its name, proc(5). */
  private static long sessionOf(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(3, TimeUnit.MINUTES);
  }
}
