package org.yubin.mailbox.model;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.yubin.persistence.id.EmailId;

/**
 * What the mailbox alone can answer of SEARCH (RFC 9051 §6.4.4): flags, dates, sizes, UIDs,
 * mod-sequences, ids. A tree of at most {@link #MAX_DEPTH} levels; building a deeper one throws
 * IllegalArgumentException.
 */
public sealed interface MailboxQuery {
  int MAX_DEPTH = 40;

  /** The test of one message, with what the state says of keywords. */
  RowTest on(MailboxState state);

  /** Those that match; every message is looked at once. */
  default UidSet evaluate(MailboxState state) {
    return state.messages().select(on(state));
  }

  /** How many levels the tree has; 1 for a leaf. */
  default int depth() {
    return 1;
  }

  /** A test of one row of a page. */
  @FunctionalInterface
  interface RowTest {
    boolean test(Page page, int row);
  }

  /** How a date is compared. */
  enum When {
    BEFORE,
    ON,
    SINCE;

    boolean holds(long day, long of) {
      return switch (this) {
        case BEFORE -> day < of;
        case ON -> day == of;
        case SINCE -> day >= of;
      };
    }
  }

  record All() implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> true;
    }
  }

  record Uids(UidSet uids) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> uids.contains(page.fixed().uid(row));
    }
  }

  record HasFlag(SystemFlag flag) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.has(row, flag);
    }
  }

  /** A keyword in any case; one that the mailbox does not know matches nothing. */
  record HasKeyword(String keyword) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      OptionalInt number = state.keywords().find(keyword);
      int known = number.orElse(-1);
      return (page, row) -> page.changing().keywords(row).contains(known);
    }
  }

  /** The date of INTERNALDATE in its own zone, time disregarded (RFC 3501 §6.4.4). */
  record Internal(When when, LocalDate date) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      long day = date.toEpochDay();
      return (page, row) -> when.holds(page.fixed().internalDay(row), day);
    }
  }

  /** INTERNALDATE is this second, counted from 1970 UTC, or a later one (RFC 5032 §2). */
  record InternalAtLeast(long epochSecond) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.fixed().internalEpochSecond(row) >= epochSecond;
    }
  }

  /** The date of arrival in this mailbox, in UTC (RFC 8514 §4.2). */
  record Saved(When when, LocalDate date) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      long day = date.toEpochDay();
      return (page, row) ->
          when.holds(Math.floorDiv(page.fixed().saveDateEpochSecond(row), 86_400L), day);
    }
  }

  record Larger(long octets) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.fixed().sizeOctets(row) > octets;
    }
  }

  record Smaller(long octets) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.fixed().sizeOctets(row) < octets;
    }
  }

  /** SEARCH MODSEQ (RFC 7162 §3.1.5). */
  record ModSeqAtLeast(ModSeq modSeq) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.changing().modSeq(row) >= modSeq.value();
    }
  }

  /** SEARCH EMAILID (RFC 8474 §6). */
  record EmailIdIs(EmailId emailId) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.fixed().hasEmailId(row, emailId.value());
    }
  }

  /** SEARCH THREADID (RFC 8474 §6). */
  record ThreadIdIs(long threadId) implements MailboxQuery {
    @Override
    public RowTest on(MailboxState state) {
      return (page, row) -> page.fixed().threadId(row) == threadId;
    }
  }

  /** All of these; without any, every message. */
  record And(List<MailboxQuery> all) implements MailboxQuery {
    public And {
      all = List.copyOf(all);
      check(depthOver(all));
    }

    @Override
    public RowTest on(MailboxState state) {
      List<RowTest> tests = all.stream().map(query -> query.on(state)).toList();
      return (page, row) -> {
        for (RowTest test : tests) {
          if (!test.test(page, row)) {
            return false;
          }
        }
        return true;
      };
    }

    @Override
    public int depth() {
      return depthOver(all);
    }
  }

  record Or(MailboxQuery a, MailboxQuery b) implements MailboxQuery {
    public Or {
      check(depthOver(List.of(a, b)));
    }

    @Override
    public RowTest on(MailboxState state) {
      RowTest first = a.on(state);
      RowTest second = b.on(state);
      return (page, row) -> first.test(page, row) || second.test(page, row);
    }

    @Override
    public int depth() {
      return depthOver(List.of(a, b));
    }
  }

  record Not(MailboxQuery query) implements MailboxQuery {
    public Not {
      check(depthOver(List.of(query)));
    }

    @Override
    public RowTest on(MailboxState state) {
      RowTest test = query.on(state);
      return (page, row) -> !test.test(page, row);
    }

    @Override
    public int depth() {
      return depthOver(List.of(query));
    }
  }

  private static int depthOver(List<MailboxQuery> below) {
    return 1 + below.stream().mapToInt(MailboxQuery::depth).max().orElse(0);
  }

  private static void check(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("query: more than 40 levels (expected: <= 40)");
    }
  }
}
