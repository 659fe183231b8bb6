package org.yubin.node.membership;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.event.EventStream;
import akka.remote.PhiAccrualFailureDetector;
import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Akka's failure detector, which knows moreover that a node whose port refuses connections is not
 * available. Akka makes one for each node that is watched, by its name in the configuration, and
 * asks it every {@code akka.cluster.unreachable-nodes-reaper-interval}.
 */
public final class ConnectionFailureDetector extends PhiAccrualFailureDetector {
  private @Nullable PeerConnection connection;

  /** As Akka calls it; {@code config} is {@code akka.cluster.failure-detector}. */
  public ConnectionFailureDetector(Config config, EventStream events) {
    super(config, events);
  }

  @Override
  public boolean isAvailable() {
    return !isRefused() && super.isAvailable();
  }

  private synchronized boolean isRefused() {
    PeerConnection held = connection;
    if (held == null) {
      if (!address().startsWith("akka://")) {
        return false; // Akka tells the address after the constructor
      }
      Address peer = AddressFromURIString.parse(address());
      held =
          new PeerConnection(
              new InetSocketAddress(peer.getHost().orElseThrow(), peer.getPort().orElseThrow()));
      connection = held;
    }
    return held.isRefused();
  }
}
