package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes on addresses of their own that know nothing but where to ask for each other. */
class DiscoveryTest {
  private static final List<String> HOSTS = List.of("127.0.91.11", "127.0.91.12");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @AfterEach
  void end() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> system.getWhenTerminated().toCompletableFuture().join());
  }

  @Test
  void config_nodesThatAreNamedFormOneCluster() throws Exception {
    int port = freePort();
    String points = HOSTS.get(0) + ":" + port + ", " + HOSTS.get(1) + ":" + port;
    for (String host : HOSTS) {
      start(
          host,
          port,
          Map.of("yubin.cluster.join", "config", "yubin.cluster.discovery.contact-points", points));
    }
    formOneCluster();
  }

  @Test
  void dns_nodesAtTheAddressesOfANameFormOneCluster() throws Exception {
    int port = freePort();
    try (NameServer names = NameServer.start("mailbox.yubin.test", HOSTS)) {
      for (String host : HOSTS) {
        start(
            host,
            port,
            Map.of(
                "yubin.cluster.join",
                "dns",
                "yubin.cluster.discovery.service",
                "mailbox.yubin.test",
                "akka.io.dns.async-dns.nameservers",
                List.of("127.0.0.1:" + names.port())));
      }
      formOneCluster();
      assertThat(names.asked()).isPositive();
    }
  }

  @Test
  void wrongSettings_areRefusedInOneLine() {
    assertThatThrownBy(() -> overlay(Map.of("yubin.cluster.join", "carrier-pigeon")))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "yubin.cluster.join: carrier-pigeon (expected: seeds, config, dns, or kubernetes)");
    assertThatThrownBy(() -> overlay(Map.of("yubin.cluster.join", "config")))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("yubin.cluster.discovery.contact-points: none");
    assertThatThrownBy(
            () ->
                overlay(
                    Map.of(
                        "yubin.cluster.join", "config",
                        "yubin.cluster.discovery.contact-points", "10.0.0.1")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("10.0.0.1 (expected: HOST:PORT)");
  }

  @Test
  void discovery_leavesSeedsAside() throws Exception {
    Config akka =
        overlay(
            Map.of(
                "yubin.cluster.join", "kubernetes",
                "yubin.cluster.seed-nodes", "10.0.0.1:7355"));
    assertThat(akka.getStringList("akka.cluster.seed-nodes")).isEmpty();
    assertThat(akka.getString("akka.discovery.method")).isEqualTo("kubernetes-api");
  }

  private void start(String host, int port, Map<String, Object> more) throws Exception {
    Map<String, Object> options = new HashMap<>(more);
    options.put("yubin.cluster.host", host);
    options.put("yubin.cluster.discovery.port", port);
    options.put(
        "akka.management.cluster.bootstrap.contact-point-discovery.stable-margin", "1 second");
    NodeSettings settings = NodeSettings.load(Optional.empty(), options);
    Config noCassandra =
        ConfigFactory.parseMap(
            Map.of(
                "akka.persistence.journal.auto-start-journals",
                List.of(),
                "akka.extensions",
                List.of()));
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "yubin",
            noCassandra.withFallback(settings.clusterOverlay()).withFallback(settings.whole()));
    systems.add(system);
    Discovery.start(system).toCompletableFuture().join();
  }

  private void formOneCluster() {
    Awaitility.await("one cluster of all")
        .atMost(SOON)
        .until(
            () ->
                systems.stream()
                    .map(Cluster::get)
                    .allMatch(
                        cluster ->
                            cluster.selfMember().status() == MemberStatus.up()
                                && cluster.state().members().size() == HOSTS.size()));
  }

  private static Config overlay(Map<String, Object> options) throws StartFailure {
    return NodeSettings.load(Optional.empty(), options).clusterOverlay();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 91, 11}))) {
      return probe.getLocalPort();
    }
  }
}
