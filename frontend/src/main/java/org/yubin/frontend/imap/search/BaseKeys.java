package org.yubin.frontend.imap.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.SystemFlag;

/** The search keys of RFC 3501 §6.4.4. */
final class BaseKeys {
  private BaseKeys() {}

  /** A key that the mailbox answers. */
  record ByMailbox(MailboxQuery query) implements SearchKey {
    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      return Optional.of(query);
    }
  }

  /** Messages by number or UID. What is not there names nothing, here even as a number. */
  record BySet(MessageSet set, boolean byUid) implements SearchKey {
    @Override
    public boolean namesNumbers() {
      return !byUid && !set.ranges().isEmpty();
    }

    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      return Optional.of(new MailboxQuery.Uids(scope.view().named(set, byUid)));
    }
  }

  /** RECENT: the session knows best. */
  record ByRecent() implements SearchKey {
    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      return Optional.of(new MailboxQuery.Uids(scope.view().recentUids()));
    }
  }

  static void addTo(Map<String, SearchKeys.KeyRule> rules) {
    rules.put("ALL", in -> new ByMailbox(new MailboxQuery.All()));
    for (SystemFlag flag : SystemFlag.values()) {
      SearchKey set = new ByMailbox(new MailboxQuery.HasFlag(flag));
      String word = flag.wireName().substring(1).toUpperCase(Locale.ROOT);
      rules.put(word, in -> set);
      rules.put("UN" + word, in -> new Composed.Not(set));
    }
    rules.put("KEYWORD", BaseKeys::keyword);
    rules.put("UNKEYWORD", in -> new Composed.Not(keyword(in)));
    SearchKey recent = new ByRecent();
    SearchKey seen = new ByMailbox(new MailboxQuery.HasFlag(SystemFlag.SEEN));
    rules.put("RECENT", in -> recent);
    rules.put("OLD", in -> new Composed.Not(recent));
    rules.put("NEW", in -> new Composed.All(List.of(recent, new Composed.Not(seen))));
    for (MailboxQuery.When when : MailboxQuery.When.values()) {
      rules.put(
          when.name(), in -> new ByMailbox(new MailboxQuery.Internal(when, in.argument().date())));
      rules.put("SENT" + when.name(), in -> new HeaderKeys.BySent(when, in.argument().date()));
    }
    rules.put("LARGER", in -> new ByMailbox(new MailboxQuery.Larger(in.argument().number64())));
    rules.put("SMALLER", in -> new ByMailbox(new MailboxQuery.Smaller(in.argument().number64())));
    rules.put("UID", in -> new BySet(in.argument().sequenceSet(), true));
    for (String field : List.of("BCC", "CC", "FROM", "SUBJECT", "TO")) {
      rules.put(field, in -> new HeaderKeys.ByHeader(field, in.text()));
    }
    rules.put("HEADER", in -> new HeaderKeys.ByHeader(in.argument().astring(), in.text()));
    rules.put("BODY", in -> new TextKey(in.text(), false));
    rules.put("TEXT", in -> new TextKey(in.text(), true));
    rules.put("NOT", in -> new Composed.Not(in.key()));
    rules.put("OR", SearchKeys.Reading::either);
  }

  private static SearchKey keyword(SearchKeys.Reading in)
      throws org.yubin.frontend.imap.wire.ImapSyntaxException {
    return new ByMailbox(new MailboxQuery.HasKeyword(in.argument().atom()));
  }
}
