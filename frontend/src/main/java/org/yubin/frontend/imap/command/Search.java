package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.search.Found;
import org.yubin.frontend.imap.search.ModSeqKey;
import org.yubin.frontend.imap.search.ReturnOption;
import org.yubin.frontend.imap.search.SearchCharset;
import org.yubin.frontend.imap.search.SearchKey;
import org.yubin.frontend.imap.search.SearchKeys;
import org.yubin.frontend.imap.search.SearchReturns;
import org.yubin.frontend.imap.search.SearchScope;
import org.yubin.frontend.imap.session.ExpungePolicy;
import org.yubin.frontend.imap.session.Feature;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.UidSet;

/**
 * SEARCH and UID SEARCH (RFC 3501 §6.4.4, §6.4.8); the answer is in ascending order.
 *
 * @param returns what an ESEARCH response has to tell (RFC 4466 §2.6); none: a SEARCH response
 */
record Search(SearchKey key, boolean byUid, List<ReturnOption> returns) implements Command {

  // search         = "SEARCH" [search-return-opts] SP search-program
  // search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)
  static Command parse(ImapReader in, SearchKeys known, SearchReturns options, boolean byUid)
      throws ImapSyntaxException {
    in.sp();
    List<ReturnOption> returns = List.of();
    if (in.tryWord("RETURN")) {
      in.sp();
      returns = options.read(in);
      in.sp();
    }
    SearchCharset charset = SearchCharset.NONE;
    if (in.tryWord("CHARSET")) {
      in.sp();
      Optional<SearchCharset> named = SearchCharset.of(in.astring());
      if (named.isEmpty()) {
        return new UnknownCharset(returns); // the rest could be anything
      }
      charset = named.get();
      in.sp();
    }
    SearchKey key = known.read(in, charset);
    in.end();
    return new Search(key, byUid, returns);
  }

  /** A SEARCH that cannot be read; a failed one leaves nothing saved (RFC 5182 §2.1). */
  private record UnknownCharset(List<ReturnOption> returns) implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      if (saves(returns)) {
        session.mailbox().view().save(UidSet.EMPTY);
      }
      return CompletableFuture.completedStage(
          Tagged.no(ResponseCode.badCharset(SearchCharset.TOLD), "Unknown charset"));
    }
  }

  private static boolean saves(List<ReturnOption> returns) {
    return returns.stream().anyMatch(ReturnOption::saves);
  }

  @Override
  public CompletionStage<Tagged> run(Session session) {
    if (!saves(returns)) {
      return search(session);
    }
    MailboxView view = session.mailbox().view();
    return search(session)
        .whenComplete(
            (tagged, failure) -> {
              if (failure != null || tagged.status() != Tagged.Status.OK) {
                view.save(UidSet.EMPTY);
              }
            });
  }

  private CompletionStage<Tagged> search(Session session) {
    SearchScope scope = new SearchScope(session);
    boolean modSeq = key.any(ModSeqKey.class::isInstance);
    if (modSeq) {
      session.enable(Feature.CONDSTORE);
    }
    return session
        .here(key.among(session.mailbox().view().uids(), scope))
        .thenCompose(
            uids ->
                modSeq && !uids.isEmpty() && SearchReturns.anyAnswer(returns)
                    ? session
                        .here(scope.highestModSeq(SearchReturns.told(returns, uids)))
                        .thenApply(highest -> answer(session, scope, uids, Optional.of(highest)))
                    : CompletableFuture.completedStage(
                        answer(session, scope, uids, Optional.empty())));
  }

  /** No VANISHED during a UID SEARCH that names sequence numbers (RFC 7162 §3.2.10.2). */
  @Override
  public ExpungePolicy expunge(ExpungePolicy ofName) {
    return key.any(SearchKey::namesNumbers) ? ExpungePolicy.HELD : ofName;
  }

  /**
   * @param highest of those that the answer speaks of, where MODSEQ was asked for (RFC 7162 §3.1.6,
   *     RFC 4731 §3.2)
   */
  private Tagged answer(Session session, SearchScope scope, UidSet uids, Optional<ModSeq> highest) {
    Optional<Tagged> refused = scope.refused().map(Tagged::refused);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (saves(returns)) {
      session.mailbox().view().save(SearchReturns.saved(returns, uids));
    }
    if (!SearchReturns.anyAnswer(returns)) {
      return Tagged.ok("SEARCH completed, result saved");
    }
    Found found = new Found(uids, session.mailbox().view(), byUid);
    Optional<ModSeq> modSeq = highest.filter(some -> some.value() > 0);
    ImapWriter out = session.out();
    if (returns.isEmpty()) {
      out.untagged().atom("SEARCH");
      uids.forEach(uid -> out.sp().number(found.number(uid)));
      modSeq.ifPresent(some -> out.atom(" (MODSEQ ").number64(some.value()).close());
    } else {
      SearchReturns.write(returns, session.commandTag(), found, out);
      modSeq.ifPresent(some -> out.atom(" MODSEQ ").number64(some.value()));
    }
    out.crlf();
    return Tagged.ok();
  }
}
