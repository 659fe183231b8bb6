package org.yubin.node;

import java.util.Arrays;
import java.util.Locale;

/** How a starting node finds the cluster ({@code yubin.cluster.join}). */
enum JoinBy {
  /** By the seed nodes; without any, the node is a cluster of its own. */
  SEEDS(""),
  /** By nodes that are named, which it asks at their discovery port. */
  CONFIG("config"),
  /** By the nodes at the addresses of one name. */
  DNS("akka-dns"),
  /** By pods that the Kubernetes API tells of. */
  KUBERNETES("kubernetes-api");

  private final String method;

  JoinBy(String method) {
    this.method = method;
  }

  /** Akka's word for the way addresses are found. */
  String method() {
    return method;
  }

  /**
   * The way of this word.
   *
   * @throws StartFailure if it is not known
   */
  static JoinBy named(String word) throws StartFailure {
    return Arrays.stream(values())
        .filter(way -> way.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new StartFailure(
                    "yubin.cluster.join: "
                        + word
                        + " (expected: seeds, config, dns, or kubernetes)"));
  }
}
