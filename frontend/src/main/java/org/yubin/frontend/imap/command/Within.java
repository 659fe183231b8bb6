package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.search.SearchKey;
import org.yubin.frontend.imap.search.SearchScope;
import org.yubin.mailbox.model.MailboxQuery;

/**
 * WITHIN (RFC 5032): SEARCH OLDER and YOUNGER, which compare INTERNALDATE with the server's time,
 * to the second. A message that is exactly as old as was asked for is found by both of them (§2).
 */
final class Within implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("WITHIN");
  }

  @Override
  public void register(Registry on) {
    // search-key =/ ( "OLDER" / "YOUNGER" ) SP nz-number
    on.searchKeys().add("OLDER", in -> new Older(in.argument().nzNumber()));
    on.searchKeys().add("YOUNGER", in -> new Younger(in.argument().nzNumber()));
  }

  /** INTERNALDATE is so many seconds ago, or longer. */
  private record Older(long seconds) implements SearchKey {
    /** A query within a query. */
    @Override
    public int depth() {
      return 2;
    }

    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      long after = scope.now().getEpochSecond() - seconds + 1;
      return Optional.of(new MailboxQuery.Not(new MailboxQuery.InternalAtLeast(after)));
    }
  }

  /** INTERNALDATE is so many seconds ago, or more recent; in the future, too. */
  private record Younger(long seconds) implements SearchKey {
    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      long since = scope.now().getEpochSecond() - seconds;
      return Optional.of(new MailboxQuery.InternalAtLeast(since));
    }
  }
}
