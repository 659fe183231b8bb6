package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.list.ListOptions;
import org.yubin.frontend.imap.list.ListReturn;
import org.yubin.frontend.imap.list.ListedName;

/**
 * LIST-EXTENDED: options that select what LIST tells and what it says of it, several patterns (RFC
 * 5258). There are no remote mailboxes here, so REMOTE adds none.
 */
final class ListExtended implements Extension {
  private static final ListReturn SUBSCRIBED =
      new ListReturn() {
        @Override
        public Optional<String> attribute(ListedName name) {
          return name.subscribed() ? Optional.of("\\Subscribed") : Optional.empty();
        }
      };

  @Override
  public Optional<String> capability() {
    return Optional.of("LIST-EXTENDED");
  }

  @Override
  public void register(Registry on) {
    ListOptions options = on.listOptions();
    options.criterion("SUBSCRIBED", ListedName::subscribed, SUBSCRIBED);
    options.independent("REMOTE");
    options.returning("SUBSCRIBED", in -> SUBSCRIBED);
    options.returning("CHILDREN", in -> ListReturn.TOLD_ANYWAY);
  }
}
