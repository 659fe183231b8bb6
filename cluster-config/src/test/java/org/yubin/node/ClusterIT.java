package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.admin.ClusterState;
import org.yubin.node.local.LocalCluster;
import org.yubin.node.local.LocalNode;
import org.yubin.node.local.LocalPlan;

/**
 * Three mailbox nodes, two frontends and Cassandra, each a process of its own, under load: mailbox
 * nodes are killed, asked to leave, and added. No client loses its connection, no command is
 * refused, nothing acknowledged is lost, and who idles is told of each message. All of them speak
 * TLS with each other, and with nobody who has no certificate for it.
 */
class ClusterIT {
  private static final Path HOME = Path.of(System.getProperty("yubin.home"));
  private static final Duration SOON = Duration.ofSeconds(90);

  private static final long SEED = Long.getLong("yubin.seed", 20261125L);
  private static final int CLIENTS = 6;
  private static final int OPERATIONS = 5;

  private final List<KillLoad> loads = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @Test
  void mailboxNodesComeAndGo_andNoClientNotices() throws Exception {
    System.out.println("seed " + SEED + " (-Dyubin.seed=)");
    Path folder = Path.of("target/cluster-it").toAbsolutePath();
    DevProcess.deleteRecursively(folder);
    LocalPlan plan =
        LocalPlan.in(folder, HOME.resolve("persistence/cassandra-dist/target/cassandra/lib"))
            .of(3, 2, 1)
            .at("127.0.77", 21_700)
            .running(HOME.resolve("cluster-config/target/dist/lib") + "/*")
            .withHeaps(384, 512)
            .withTls();
    try (LocalCluster cluster = LocalCluster.start(plan)) {
      strangersAreRefused(cluster, folder);
      startLoad(cluster);
      try (IdleWatch idle =
          new IdleWatch(cluster.frontends().get(1).imap(), "load0", "secret0", "INBOX")) {
        progress("undisturbed", Duration.ofSeconds(15));

        LocalNode killed = cluster.mailboxNodes().get(1);
        killed.kill();
        progress("kill -9", Duration.ofSeconds(12));
        told(cluster);
        killed.start();
        killed.awaitReady(SOON);

        LocalNode left = cluster.mailboxNodes().get(0);
        assertThat(left.stop(Duration.ofSeconds(40))).as("exit status").isIn(0, 143);
        progress("graceful leave of the oldest", Duration.ofSeconds(10));

        cluster.addMailboxNode().awaitReady(SOON);
        progress("a node more", Duration.ofSeconds(10));

        endLoad();
        assertThat(idle.broken()).as("the client that idles").isEmpty();
        NavigableMap<Long, Ledger.Stored> inbox =
            Objects.requireNonNull(loads.get(0).shown().get("INBOX"));
        Awaitility.await("the client that idles has been told all")
            .atMost(SOON)
            .until(() -> idle.messages() == inbox.size());
        assertThat(idle.told()).isGreaterThan(10);
        assertThat(idle.done()).as("IDLE ends with OK: %s", idle.broken()).isTrue();
      }
      long acknowledged = 0;
      for (KillLoad load : loads) {
        assertThat(load.ledger.compare(load.shown())).isEmpty();
        acknowledged += load.ledger.acknowledged();
      }
      System.out.printf("%d operations acknowledged, none lost%n", acknowledged);
    }
  }

  /** What the nodes tell when one of three mailbox nodes has been killed. */
  private static void told(LocalCluster cluster) throws Exception {
    double failovers = 0;
    for (LocalNode node : List.of(cluster.mailboxNodes().get(0), cluster.mailboxNodes().get(2))) {
      String served = node.get("/metrics").body();
      for (String kind : List.of("mailbox", "account")) {
        failovers += MetricsTable.value(served, "yubin_failovers_total{kind=\"" + kind + "\"}");
      }
    }
    assertThat(failovers).as("epochs taken over from the dead").isPositive();
    assertThat(Files.readAllLines(cluster.mailboxNodes().get(0).log()))
        .filteredOn(line -> line.startsWith("{"))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"formattedMessage\":") && line.endsWith("}"));
    Awaitility.await("members and shards as a frontend sees them")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              ClusterState state = state(cluster.frontends().get(0));
              assertThat(state.members())
                  .hasSize(4)
                  .filteredOn(ClusterState.Member::oldest)
                  .hasSize(1);
              assertThat(state.shards().get("mailbox"))
                  .extracting(ClusterState.Region::shards)
                  .hasSize(2)
                  .allMatch(shards -> shards > 0);
            });
  }

  private static ClusterState state(LocalNode node) throws IOException {
    return new ObjectMapper().readValue(node.get("/cluster").body(), ClusterState.class);
  }

  private static void strangersAreRefused(LocalCluster cluster, Path folder) throws Exception {
    Instant now = Instant.now();
    Path certificates = folder.resolve("certificates");
    InetSocketAddress artery = cluster.mailboxNodes().get(0).cluster();
    InetSocketAddress cql = cluster.cassandras().get(0).contactPoint();
    SSLContext node = TrialAuthority.files(certificates, "mailbox-1").context();
    SSLContext cassandra = TrialAuthority.files(certificates, "cassandra-1").context();
    SSLContext other =
        TrialAuthority.in(folder.resolve("others"), now)
            .issue("mailbox-1", List.of("127.0.77.11", TrialAuthority.CLUSTER), now)
            .context();
    assertThat(Strangers.areHeard(cql, node.getSocketFactory())).isTrue();
    assertThat(Strangers.areHeard(cql, SocketFactory.getDefault())).isFalse();
    assertThat(Strangers.areHeard(cql, other.getSocketFactory())).isFalse();
    assertThat(Strangers.areKept(artery, node.getSocketFactory())).isTrue();
    assertThat(Strangers.areKept(artery, SocketFactory.getDefault())).isFalse();
    assertThat(Strangers.areKept(artery, other.getSocketFactory())).isFalse();
    assertThat(Strangers.areKept(artery, cassandra.getSocketFactory()))
        .as("a certificate of the same authority, for Cassandra")
        .isFalse();
  }

  private void startLoad(LocalCluster cluster) throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      cluster.addAccount("load" + i, "secret" + i);
      LocalNode frontend = cluster.frontends().get(i % 2);
      KillLoad load =
          new KillLoad(frontend.imap(), frontend.lmtp(), "load" + i, "secret" + i, SEED + i);
      loads.add(load);
      Thread thread = new Thread(load, "load" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Waits until every client has done some more, and tells how long the slowest command took. */
  private void progress(String after, Duration bound) {
    List<Long> before = loads.stream().map(load -> load.ledger.acknowledged()).toList();
    for (int i = 0; i < loads.size(); i++) {
      KillLoad load = loads.get(i);
      long goal = before.get(i) + OPERATIONS;
      Awaitility.await("client " + i + " goes on after " + after)
          .atMost(SOON)
          .until(() -> load.ledger.acknowledged() >= goal || !load.brokenBy().isEmpty());
      assertThat(load.brokenBy()).as("client %d after %s", i, after).isEmpty();
    }
    Duration longest = loads.stream().map(KillLoad::longest).max(Duration::compareTo).orElseThrow();
    System.out.printf("%s: longest stall %.1f s%n", after, longest.toMillis() / 1_000.0);
    assertThat(longest).as(after).isLessThan(bound);
  }

  private void endLoad() throws InterruptedException {
    loads.forEach(KillLoad::askToStop);
    for (Thread thread : threads) {
      thread.join(SOON.toMillis());
    }
    for (KillLoad load : loads) {
      assertThat(load.brokenBy()).isEmpty();
    }
  }
}
