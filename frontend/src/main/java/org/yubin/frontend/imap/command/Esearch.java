package org.yubin.frontend.imap.command;

import java.util.Optional;

/** ESEARCH (RFC 4731): SEARCH RETURN with MIN, MAX, ALL and COUNT. */
final class Esearch implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("ESEARCH");
  }

  @Override
  public void register(Registry on) {
    on.searchReturns().addBasic();
  }
}
