package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.search.Found;
import org.yubin.frontend.imap.search.ReturnOption;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.UidSet;

/**
 * SEARCHRES (RFC 5182): SEARCH RETURN (SAVE) remembers what it has found, and {@code $} stands for
 * it wherever a sequence-set may stand. The view of the mailbox keeps the result, so it ends with
 * the selection, and what is expunged leaves it; it is one set, and saving is never refused.
 */
final class SearchResult implements Extension {
  /** SAVE: nothing to tell. */
  private enum Save implements ReturnOption {
    SAVE;

    @Override
    public UidSet tells(UidSet found) {
      return UidSet.EMPTY;
    }

    @Override
    public boolean saves() {
      return true;
    }

    @Override
    public void write(Found found, ImapWriter out) {}
  }

  @Override
  public Optional<String> capability() {
    return Optional.of("SEARCHRES");
  }

  @Override
  public void register(Registry on) {
    // search-return-opt =/ "SAVE"
    on.searchReturns().add("SAVE", in -> Save.SAVE);
  }
}
