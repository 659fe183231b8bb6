package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.list.ListOptions;
import org.yubin.frontend.imap.list.ListReturn;

/** SPECIAL-USE: mailboxes by what they are for (RFC 6154 §2). */
final class SpecialUses implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("SPECIAL-USE");
  }

  @Override
  public void register(Registry on) {
    ListOptions options = on.listOptions();
    options.criterion("SPECIAL-USE", name -> name.use().isPresent(), ListReturn.TOLD_ANYWAY);
    options.returning("SPECIAL-USE", in -> ListReturn.TOLD_ANYWAY);
  }
}
