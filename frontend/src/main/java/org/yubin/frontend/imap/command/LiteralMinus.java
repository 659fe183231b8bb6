package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.session.Session;

/**
 * LITERAL- (RFC 7888 §5): LITERAL+ for at most 4096 octets, offered where the node is told so. A
 * larger literal that comes without waiting is read and refused.
 */
final class LiteralMinus implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("LITERAL-");
  }

  @Override
  public boolean announced(Session session) {
    return session.limits().literalMinus();
  }

  @Override
  public void register(Registry on) {}
}
