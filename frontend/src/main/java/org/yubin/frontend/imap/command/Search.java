package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.search.ModSeqKey;
import org.yubin.frontend.imap.search.SearchKey;
import org.yubin.frontend.imap.search.SearchKeys;
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

/** SEARCH and UID SEARCH (RFC 3501 §6.4.4, §6.4.8); the answer is in ascending order. */
record Search(SearchKey key, boolean byUid) implements Command {
  private static final List<String> CHARSETS = List.of("US-ASCII", "UTF-8");
  private static final Set<String> UNDERSTOOD = Set.of("US-ASCII", "ASCII", "UTF-8", "UTF8");

  // search = "SEARCH" [SP "CHARSET" SP astring] 1*(SP search-key)
  static Command parse(ImapReader in, SearchKeys known, boolean byUid) throws ImapSyntaxException {
    in.sp();
    if (in.tryWord("CHARSET")) {
      in.sp();
      String charset = in.astring().toUpperCase(Locale.ROOT);
      if (!UNDERSTOOD.contains(charset)) {
        return Search::badCharset; // the rest could be anything
      }
      in.sp();
    }
    SearchKey key = known.read(in);
    in.end();
    return new Search(key, byUid);
  }

  private static CompletionStage<Tagged> badCharset(Session session) {
    return CompletableFuture.completedStage(
        Tagged.no(ResponseCode.badCharset(CHARSETS), "Unknown charset"));
  }

  @Override
  public CompletionStage<Tagged> run(Session session) {
    SearchScope scope = new SearchScope(session);
    boolean modSeq = key.any(ModSeqKey.class::isInstance);
    if (modSeq) {
      session.enable(Feature.CONDSTORE);
    }
    return session
        .here(key.among(session.mailbox().view().uids(), scope))
        .thenCompose(
            found ->
                modSeq && !found.isEmpty()
                    ? session
                        .here(scope.highestModSeq(found))
                        .thenApply(highest -> answer(session, scope, found, Optional.of(highest)))
                    : CompletableFuture.completedStage(
                        answer(session, scope, found, Optional.empty())));
  }

  /** No VANISHED during a UID SEARCH that names sequence numbers (RFC 7162 §3.2.10.2). */
  @Override
  public ExpungePolicy expunge(ExpungePolicy ofName) {
    return key.any(SearchKey::namesNumbers) ? ExpungePolicy.HELD : ofName;
  }

  /**
   * @param highest of those found, where MODSEQ was asked for (RFC 7162 §3.1.6)
   */
  private Tagged answer(
      Session session, SearchScope scope, UidSet found, Optional<ModSeq> highest) {
    Optional<Tagged> refused = scope.refused().map(Tagged::refused);
    if (refused.isPresent()) {
      return refused.get();
    }
    MailboxView view = session.mailbox().view();
    ImapWriter out = session.out().untagged().atom("SEARCH");
    found.forEach(uid -> out.sp().number(byUid ? uid : view.seq(uid)));
    highest
        .filter(modSeq -> modSeq.value() > 0)
        .ifPresent(modSeq -> out.atom(" (MODSEQ ").number64(modSeq.value()).close());
    out.crlf();
    return Tagged.ok();
  }
}
