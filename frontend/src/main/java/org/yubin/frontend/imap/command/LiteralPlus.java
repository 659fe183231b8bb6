package org.yubin.frontend.imap.command;

import java.util.Optional;

/** LITERAL+ (RFC 7888 §3): the word for what the framer does with {@code {n+}}. */
final class LiteralPlus implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("LITERAL+");
  }

  @Override
  public void register(Registry on) {}
}
