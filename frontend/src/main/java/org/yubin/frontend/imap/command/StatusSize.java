package org.yubin.frontend.imap.command;

import java.util.Optional;

/** STATUS=SIZE: the total size of a mailbox, in octets (RFC 8438). */
final class StatusSize implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("STATUS=SIZE");
  }

  @Override
  public void register(Registry on) {
    // status-att-val =/ "SIZE" SP number64
    on.statusItem("SIZE", (status, out) -> out.number64(status.sizeOctets()));
  }
}
