package org.yubin.frontend.imap.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.UidSet;

/** Keys made of keys: all of several, one of two, not one (RFC 3501 §6.4.4). */
final class Composed {
  private Composed() {}

  /** Several keys in a row, or in parentheses: what they have in common. */
  record All(List<SearchKey> keys) implements SearchKey {
    All {
      keys = List.copyOf(keys);
    }

    @Override
    public boolean any(Predicate<SearchKey> test) {
      return keys.stream().anyMatch(key -> key.any(test));
    }

    @Override
    public int depth() {
      return 1 + keys.stream().mapToInt(SearchKey::depth).max().orElse(0);
    }

    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      List<MailboxQuery> queries = new ArrayList<>(keys.size());
      for (SearchKey key : keys) {
        Optional<MailboxQuery> query = key.query(scope);
        if (query.isEmpty()) {
          return Optional.empty();
        }
        queries.add(query.get());
      }
      return Optional.of(new MailboxQuery.And(queries));
    }

    @Override
    public Optional<SummaryTest> summaryTest() {
      List<SummaryTest> tests = new ArrayList<>(keys.size());
      for (SearchKey key : keys) {
        Optional<SummaryTest> test = key.summaryTest();
        if (test.isEmpty()) {
          return Optional.empty();
        }
        tests.add(test.get());
      }
      return Optional.of(
          (summary, header) -> tests.stream().allMatch(test -> test.matches(summary, header)));
    }

    /** The cheap ones first, so that the dear ones see few messages. */
    @Override
    public CompletionStage<UidSet> among(UidSet candidates, SearchScope scope) {
      List<SearchKey> byMailbox = new ArrayList<>();
      List<SearchKey> bySummary = new ArrayList<>();
      List<SearchKey> others = new ArrayList<>();
      for (SearchKey key : keys) {
        if (key.query(scope).isPresent()) {
          byMailbox.add(key);
        } else if (key.summaryTest().isPresent()) {
          bySummary.add(key);
        } else {
          others.add(key);
        }
      }
      List<SearchKey> steps = new ArrayList<>();
      if (!byMailbox.isEmpty()) {
        steps.add(new Together(new All(byMailbox)));
      }
      if (!bySummary.isEmpty()) {
        steps.add(new Together(new All(bySummary)));
      }
      steps.addAll(others);
      CompletionStage<UidSet> left = CompletableFuture.completedStage(candidates);
      for (SearchKey step : steps) {
        left = left.thenCompose(uids -> step.among(uids, scope));
      }
      return left;
    }
  }

  /** Keys that are answered in one place, hence in one go. */
  private record Together(All keys) implements SearchKey {
    @Override
    public boolean any(Predicate<SearchKey> test) {
      return keys.any(test);
    }

    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      return keys.query(scope);
    }

    @Override
    public Optional<SummaryTest> summaryTest() {
      return keys.summaryTest();
    }
  }

  /** OR. */
  record Either(SearchKey first, SearchKey second) implements SearchKey {
    /** One of several, two at least, as a tree of as few levels as can be. */
    static SearchKey of(List<SearchKey> alternatives) {
      int half = alternatives.size() / 2;
      return half == 0
          ? alternatives.get(0)
          : new Either(
              of(alternatives.subList(0, half)),
              of(alternatives.subList(half, alternatives.size())));
    }

    @Override
    public int depth() {
      return 1 + Math.max(first.depth(), second.depth());
    }

    @Override
    public boolean any(Predicate<SearchKey> test) {
      return first.any(test) || second.any(test);
    }

    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      return first
          .query(scope)
          .flatMap(a -> second.query(scope).map(b -> new MailboxQuery.Or(a, b)));
    }

    @Override
    public Optional<SummaryTest> summaryTest() {
      return first
          .summaryTest()
          .flatMap(
              a ->
                  second
                      .summaryTest()
                      .map(b -> (summary, h) -> a.matches(summary, h) || b.matches(summary, h)));
    }

    @Override
    public CompletionStage<UidSet> among(UidSet candidates, SearchScope scope) {
      if (query(scope).isPresent() || summaryTest().isPresent()) {
        return SearchKey.super.among(candidates, scope);
      }
      return first
          .among(candidates, scope)
          .thenCompose(found -> second.among(candidates.andNot(found), scope).thenApply(found::or));
    }
  }

  /** NOT, and the keys that begin with UN. */
  record Not(SearchKey key) implements SearchKey {
    @Override
    public boolean any(Predicate<SearchKey> test) {
      return key.any(test);
    }

    @Override
    public int depth() {
      return 1 + key.depth();
    }

    @Override
    public Optional<MailboxQuery> query(SearchScope scope) {
      return key.query(scope).map(MailboxQuery.Not::new);
    }

    @Override
    public Optional<SummaryTest> summaryTest() {
      return key.summaryTest().map(test -> (summary, header) -> !test.matches(summary, header));
    }

    @Override
    public CompletionStage<UidSet> among(UidSet candidates, SearchScope scope) {
      if (query(scope).isPresent() || summaryTest().isPresent()) {
        return SearchKey.super.among(candidates, scope);
      }
      // What others have expunged is met by no key, and must not be met by its opposite either.
      return scope
          .ask(new MailboxQuery.All(), candidates)
          .thenCompose(there -> key.among(there, scope).thenApply(there::andNot));
    }
  }
}
