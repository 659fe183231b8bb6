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

  /**
   * What counts as one client: an IPv6 client usually owns the 64 bits below its network (RFC 6177
   * §2), so its addresses count as one.
   */
  public String network() {
    if (host.indexOf(':') < 0) {
      return host;
    }
    int colons = 0;
    for (int at = 0; at < host.length(); at++) {
      if (host.charAt(at) == ':' && ++colons == 4) {
        return host.substring(0, at);
      }
    }
    return host;
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
