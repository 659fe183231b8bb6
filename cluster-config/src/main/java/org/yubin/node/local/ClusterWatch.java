package org.yubin.node.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.admin.ClusterState;
import org.yubin.node.Role;
import org.yubin.node.local.ClusterSight.CassandraSight;
import org.yubin.node.local.ClusterSight.NodeSight;

/**
 * Looks at a local cluster: at its processes, at what a node tells of members and shards, and at
 * how many sessions each frontend counts. A node that does not answer costs five seconds.
 */
final class ClusterWatch {
  private static final Pattern SESSIONS =
      Pattern.compile("^yubin_sessions\\{.*} ([\\d.]+)$", Pattern.MULTILINE);
  private static final int OK = 200;

  private final LocalCluster cluster;
  private final ObjectMapper json = new ObjectMapper();

  /** Who told the state last: asked first the next time. */
  private @Nullable LocalNode teller;

  ClusterWatch(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** Everything as it is now. */
  ClusterSight look() {
    Optional<ClusterState> state = state();
    return new ClusterSight(
        cluster.nodes().stream().map(node -> look(node, state)).toList(),
        cluster.cassandras().stream().map(ClusterWatch::look).toList());
  }

  private Optional<ClusterState> state() {
    List<LocalNode> nodes = new ArrayList<>(cluster.nodes());
    nodes.sort(Comparator.comparing(node -> node != teller)); // stable: the others in their order
    for (LocalNode node : nodes) {
      Optional<ClusterState> told = node.isAlive() ? state(node) : Optional.empty();
      if (told.isPresent()) {
        teller = node;
        return told;
      }
    }
    return Optional.empty();
  }

  private Optional<ClusterState> state(LocalNode node) {
    return text(node, "/cluster")
        .map(
            body -> {
              try {
                return json.readValue(body, ClusterState.class);
              } catch (IOException other) {
                throw new IllegalStateException(node.name() + ": " + body, other);
              }
            });
  }

  private static Optional<String> text(LocalNode node, String path) {
    try {
      HttpResponse<String> answer = node.get(path);
      return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException notNow) {
      return Optional.empty();
    }
  }

  private static NodeSight look(LocalNode node, Optional<ClusterState> state) {
    boolean alive = node.isAlive();
    boolean frontend = node.role() == Role.FRONTEND;
    String address = node.host() + ":" + node.ports().cluster();
    Optional<ClusterState> told = state.filter(known -> alive && !frontend && answered(known));
    return new NodeSight(
        node.name(),
        node.role().word(),
        alive ? Long.toString(node.pid()) : "",
        alive ? state.map(known -> status(known, address)).orElse("no answer") : "ended",
        told.map(known -> Integer.toString(shards(known, address))).orElse(""),
        told.map(known -> Integer.toString(mailboxes(known, address))).orElse(""),
        alive && frontend ? sessions(node).map(String::valueOf).orElse("") : "",
        node.host(),
        node.ports());
  }

  /**
   * Regions are in the answer also if they hold nothing; none at all: they did not answer in time.
   */
  private static boolean answered(ClusterState state) {
    return state.shards().values().stream().noneMatch(List::isEmpty);
  }

  private static String status(ClusterState state, String address) {
    return state.members().stream()
        .filter(member -> member.address().equals(address))
        .findFirst()
        .map(
            member ->
                member.status()
                    + (member.oldest() ? ", oldest" : "")
                    + (member.reachable() ? "" : ", unreachable"))
        .orElse("no member");
  }

  private static int shards(ClusterState state, String address) {
    return state.shards().values().stream()
        .flatMap(List::stream)
        .filter(region -> region.address().equals(address))
        .mapToInt(ClusterState.Region::shards)
        .sum();
  }

  private static int mailboxes(ClusterState state, String address) {
    return state.shards().getOrDefault("mailbox", List.of()).stream()
        .filter(region -> region.address().equals(address))
        .mapToInt(ClusterState.Region::entities)
        .sum();
  }

  private static Optional<Long> sessions(LocalNode node) {
    return text(node, "/metrics")
        .map(
            text -> {
              Matcher line = SESSIONS.matcher(text);
              double sum = 0;
              while (line.find()) {
                sum += Double.parseDouble(line.group(1));
              }
              return Math.round(sum);
            });
  }

  private static CassandraSight look(LocalCassandra cassandra) {
    return new CassandraSight(
        cassandra.name(),
        cassandra.isAlive() ? Long.toString(cassandra.pid()) : "",
        cassandra.contactPoint().getHostString(),
        cassandra.contactPoint().getPort());
  }
}
