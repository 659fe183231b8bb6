package org.yubin.node;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Finding the cluster by asking other nodes at their discovery port (Akka's Cluster Bootstrap):
 * whether they are in one, and by whom it is to be joined. Where none is, enough nodes that see
 * each other form one, begun by the one with the lowest address. It goes on until the node is a
 * member; what it tells others, it tells until the node ends.
 */
final class Discovery {
  private Discovery() {}

  /**
   * Starts to listen, then to look.
   *
   * @return the discovery port, once it listens
   */
  static CompletionStage<InetSocketAddress> start(akka.actor.typed.ActorSystem<?> system) {
    ActorSystem classic = Adapter.toClassic(system);
    return AkkaManagement.get(classic)
        .start()
        .thenApply(
            uri -> {
              ClusterBootstrap.get(classic).start();
              return InetSocketAddress.createUnresolved(uri.getHost().toString(), uri.getPort());
            });
  }
}
