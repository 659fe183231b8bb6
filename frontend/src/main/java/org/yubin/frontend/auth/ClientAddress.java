package org.yubin.frontend.auth;

import java.net.InetSocketAddress;

/**
 * Where a connection comes from.
 *
 * @param host the peer's address in its textual form, never a name
 * @param port the peer's port
 */
public record ClientAddress(String host, int port) {
  /** The address of a connected peer. */
  public static ClientAddress of(InetSocketAddress peer) {
    return new ClientAddress(
        peer.getAddress() == null ? peer.getHostString() : peer.getAddress().getHostAddress(),
        peer.getPort());
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
