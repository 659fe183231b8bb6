package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.session.Session;

/** SASL-IR (RFC 4959): the word for what AUTHENTICATE does. */
final class SaslInitialResponse implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("SASL-IR");
  }

  @Override
  public boolean announced(Session session) {
    return session.identity().isEmpty();
  }

  @Override
  public void register(Registry on) {}
}
