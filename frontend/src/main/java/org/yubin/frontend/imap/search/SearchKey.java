package org.yubin.frontend.imap.search;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.UidSet;

/**
 * A condition on messages (RFC 3501 §6.4.4, {@code search-key}).
 *
 * <p>A key is answered where that is cheapest: by the mailbox ({@link #query}), from message
 * summaries ({@link #summaryTest}), or in its own way ({@link #among}). A key that can be answered
 * in a cheaper place says so, and composed keys group what belongs together: one question to the
 * mailbox, one pass over the summaries.
 */
public interface SearchKey {

  /** The same condition in the words of the mailbox; empty if it knows too little to decide. */
  default Optional<MailboxQuery> query(SearchScope scope) {
    return Optional.empty();
  }

  /** The same condition on a message's summary; empty if that does not decide it. */
  default Optional<SummaryTest> summaryTest() {
    return Optional.empty();
  }

  /** Whether it names messages by sequence numbers, those within it not counted. */
  default boolean namesNumbers() {
    return false;
  }

  /** Whether this key, or one that it is made of, passes a test. */
  default boolean any(Predicate<SearchKey> test) {
    return test.test(this);
  }

  /** How many levels of keys it has; 1 if it is made of no other, and a query of no other. */
  default int depth() {
    return 1;
  }

  /** Which of the candidates meet the condition. Runs in the session's executor. */
  default CompletionStage<UidSet> among(UidSet candidates, SearchScope scope) {
    Optional<MailboxQuery> query = query(scope);
    if (query.isPresent()) {
      return scope.ask(query.get(), candidates);
    }
    return scope.test(
        summaryTest().orElseThrow(() -> new IllegalStateException(this + ": answered nowhere")),
        candidates);
  }
}
