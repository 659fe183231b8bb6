package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.session.Session;

/**
 * LITERAL+ (RFC 7888 §3): the word for what the framer does with {@code {n+}}; never beside
 * LITERAL- (§5).
 */
final class LiteralPlus implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("LITERAL+");
  }

  @Override
  public boolean announced(Session session) {
    return !session.limits().literalMinus();
  }

  @Override
  public void register(Registry on) {}
}
