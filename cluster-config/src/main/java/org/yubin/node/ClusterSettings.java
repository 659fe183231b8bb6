package org.yubin.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code yubin.cluster} says, and what Akka is to know of it. */
final class ClusterSettings {
  private static final String BOOTSTRAP = "akka.management.cluster.bootstrap.";
  private static final String FOUND_BY = BOOTSTRAP + "contact-point-discovery.";

  private final Config whole;
  private final JoinBy join;

  private ClusterSettings(Config whole, JoinBy join) {
    this.whole = whole;
    this.join = join;
  }

  /**
   * Reads them.
   *
   * @param whole a node's configuration
   * @throws StartFailure if the way to join is not known, or lacks what it needs
   */
  static ClusterSettings of(Config whole) throws StartFailure {
    JoinBy join = JoinBy.named(whole.getString("yubin.cluster.join"));
    ClusterSettings settings = new ClusterSettings(whole, join);
    if (join == JoinBy.CONFIG) {
      settings.endpoints();
    }
    return settings;
  }

  /** Whether other nodes are asked at their discovery port, and not seed nodes by Akka itself. */
  boolean discovers() {
    return join != JoinBy.SEEDS;
  }

  /** Whether there is nobody to join. */
  boolean alone() {
    return join == JoinBy.SEEDS && seedNodes().isEmpty();
  }

  /** Akka's addresses of the seed nodes. */
  List<String> seedNodes() {
    return texts(whole, "yubin.cluster.seed-nodes").stream()
        .map(seed -> seed.startsWith("akka://") ? seed : "akka://yubin@" + seed)
        .toList();
  }

  /** What goes on top of a node's configuration. */
  Config overlay(Collection<Role> roles) throws StartFailure {
    Map<String, Object> over = new HashMap<>();
    over.put("akka.cluster.roles", roles.stream().map(Role::word).toList());
    over.put("akka.cluster.seed-nodes", discovers() ? List.of() : seedNodes());
    over.put(
        "akka.remote.artery.transport",
        PeerCertificates.ofNodes(whole).isPresent() ? "tls-tcp" : "tcp");
    if (discovers()) {
      over.put("akka.discovery.method", join.method());
      String service = whole.getString("yubin.cluster.discovery.service");
      over.put(FOUND_BY + "service-name", service);
      over.put(FOUND_BY + "effective-name", service);
    }
    if (join == JoinBy.CONFIG) {
      over.put("akka.discovery.config.services.yubin.endpoints", endpoints());
      over.put(FOUND_BY + "service-name", "yubin");
      over.put(FOUND_BY + "effective-name", "yubin");
    }
    if (join == JoinBy.KUBERNETES) {
      over.put(FOUND_BY + "port-name", whole.getString("yubin.cluster.discovery.port-name"));
    }
    return ConfigFactory.parseMap(over, "yubin.cluster and yubin.roles");
  }

  private List<Map<String, Object>> endpoints() throws StartFailure {
    List<Map<String, Object>> endpoints = new ArrayList<>();
    for (String point : texts(whole, "yubin.cluster.discovery.contact-points")) {
      int colon = point.lastIndexOf(':');
      if (colon <= 0 || !point.substring(colon + 1).matches("\\d{1,5}")) {
        throw new StartFailure(
            "yubin.cluster.discovery.contact-points: " + point + " (expected: HOST:PORT)");
      }
      endpoints.add(
          Map.of(
              "host", point.substring(0, colon),
              "port", Integer.parseInt(point.substring(colon + 1))));
    }
    if (endpoints.isEmpty()) {
      throw new StartFailure(
          "yubin.cluster.discovery.contact-points: none (expected: HOST:PORT of nodes)");
    }
    return endpoints;
  }

  /** A list, or one text with commas (as an environment variable gives it). */
  static List<String> texts(Config whole, String key) {
    List<String> given =
        whole.getValue(key).valueType() == ConfigValueType.LIST
            ? whole.getStringList(key)
            : List.of(whole.getString(key).split(",", -1));
    return given.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
  }
}
