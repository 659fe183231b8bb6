package org.yubin.frontend.imap.search;

import java.util.Optional;
import java.util.Set;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.ModSeq;

/** MODSEQ (RFC 7162 §3.1.5): messages that have this mod-sequence or a higher one. */
public record ModSeqKey(ModSeq least) implements SearchKey {
  private static final Set<String> ENTRY_TYPES = Set.of("ALL", "PRIV", "SHARED");

  // search-modsequence = "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer
  /**
   * Reads what follows the word. A message has one mod-sequence for all its metadata, so the entry
   * is read and ignored, as the RFC asks.
   */
  public static SearchKey read(SearchKeys.Reading keys) throws ImapSyntaxException {
    ImapReader in = keys.argument();
    if (in.peek('"') || in.peek('{')) {
      in.string();
      in.sp();
      ImapSyntaxException unknown = in.expected("all, priv or shared");
      if (!ENTRY_TYPES.contains(in.word())) {
        throw unknown;
      }
      in.sp();
    }
    return new ModSeqKey(new ModSeq(in.number64()));
  }

  @Override
  public Optional<MailboxQuery> query(SearchScope scope) {
    return Optional.of(new MailboxQuery.ModSeqAtLeast(least));
  }
}
