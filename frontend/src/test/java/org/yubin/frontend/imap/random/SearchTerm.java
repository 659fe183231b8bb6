package org.yubin.frontend.imap.random;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A key of SEARCH (RFC 3501 §6.4.4).
 *
 * @param text as the client says it, in octets
 */
record SearchTerm(String text, Test test) {
  /** Whether a message matches. */
  interface Test {
    boolean matches(ModelSession session, ModelMailbox.Message message);
  }

  /** Makes keys. */
  static final class Maker {
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun");
    private final Random random;
    private final Function<Boolean, MessageSetSpec> sets;
    private final List<String> keywords;

    /** Whether a key that was made names messages by sequence numbers. */
    boolean namesNumbers;

    /**
     * @param sets gives a set of sequence numbers, or of UIDs
     * @param keywords some of which messages have
     */
    Maker(Random random, Function<Boolean, MessageSetSpec> sets, List<String> keywords) {
      this.random = random;
      this.sets = sets;
      this.keywords = keywords;
    }

    SearchTerm any(int depth) {
      return switch (random.nextInt(depth > 2 ? 9 : 13)) {
        case 0 -> set();
        case 1, 2 -> flag();
        case 3 -> keyword();
        case 4 -> date();
        case 5 -> size();
        case 6 -> header();
        case 7 -> text();
        case 8 -> modSeq();
        case 9, 10 -> not(any(depth + 1));
        case 11 -> or(any(depth + 1), any(depth + 1));
        default -> parentheses(and(any(depth + 1), any(depth + 1)));
      };
    }

    SearchTerm and(SearchTerm a, SearchTerm b) {
      return new SearchTerm(
          a.text + " " + b.text, (s, m) -> a.test.matches(s, m) && b.test.matches(s, m));
    }

    private static SearchTerm parentheses(SearchTerm term) {
      return new SearchTerm("(" + term.text + ")", term.test);
    }

    private static SearchTerm not(SearchTerm term) {
      return new SearchTerm("NOT " + term.text, (s, m) -> !term.test.matches(s, m));
    }

    private static SearchTerm or(SearchTerm a, SearchTerm b) {
      return new SearchTerm(
          "OR " + a.text + " " + b.text, (s, m) -> a.test.matches(s, m) || b.test.matches(s, m));
    }

    private SearchTerm set() {
      boolean byUid = random.nextBoolean();
      namesNumbers |= !byUid;
      MessageSetSpec set = sets.apply(byUid);
      return new SearchTerm(
          (byUid ? "UID " : "") + set.text(), (s, m) -> set.clipped(s.view).contains(m));
    }

    private SearchTerm flag() {
      String flag =
          pick(
              List.of(
                  "Answered",
                  "Flagged",
                  "Deleted",
                  "Seen",
                  "Draft",
                  "Recent",
                  "Old",
                  "New",
                  "All"));
      String word = flag.toUpperCase(Locale.ROOT);
      Test has = (s, m) -> m.has("\\" + flag);
      return switch (word) {
        case "ALL" -> new SearchTerm(word, (s, m) -> true);
        case "RECENT" -> new SearchTerm(word, (s, m) -> s.recent.contains(m));
        case "OLD" -> new SearchTerm(word, (s, m) -> !s.recent.contains(m));
        case "NEW" -> new SearchTerm(word, (s, m) -> s.recent.contains(m) && !m.has("\\Seen"));
        default ->
            random.nextBoolean()
                ? new SearchTerm(word, has)
                : new SearchTerm("UN" + word, (s, m) -> !has.matches(s, m));
      };
    }

    private SearchTerm keyword() {
      String keyword = pick(keywords);
      return random.nextBoolean()
          ? new SearchTerm("KEYWORD " + keyword, (s, m) -> m.has(keyword))
          : new SearchTerm("UNKEYWORD " + keyword, (s, m) -> !m.has(keyword));
    }

    private SearchTerm date() {
      LocalDate day =
          LocalDate.of(1994 + random.nextInt(2), 1 + random.nextInt(6), 1 + random.nextInt(28));
      String word = pick(List.of("BEFORE", "ON", "SINCE"));
      boolean sent = random.nextBoolean();
      BiPredicate<LocalDate, LocalDate> holds =
          switch (word) {
            case "BEFORE" -> LocalDate::isBefore;
            case "ON" -> LocalDate::equals;
            default -> (a, b) -> !a.isBefore(b);
          };
      String text =
          day.getDayOfMonth() + "-" + MONTHS.get(day.getMonthValue() - 1) + "-" + day.getYear();
      return new SearchTerm(
          (sent ? "SENT" : "") + word + " " + text,
          (s, m) ->
              sent
                  ? m.mail.sent().filter(other -> holds.test(other, day)).isPresent()
                  : m.day.map(other -> holds.test(other, day)).orElse(word.equals("SINCE")));
    }

    private SearchTerm size() {
      long octets = 200L + random.nextInt(800);
      return random.nextBoolean()
          ? new SearchTerm("LARGER " + octets, (s, m) -> m.mail.size() > octets)
          : new SearchTerm("SMALLER " + octets, (s, m) -> m.mail.size() < octets);
    }

    private SearchTerm modSeq() {
      int change = random.nextInt(20);
      return new SearchTerm("MODSEQ " + ModelMailbox.modSeq(change), (s, m) -> m.changed >= change);
    }

    private SearchTerm header() {
      String name = pick(List.of("FROM", "TO", "CC", "BCC", "SUBJECT", "SUBJECT", "HEADER"));
      String needle = needle();
      if (name.equals("HEADER")) {
        String field = pick(List.of("X-Mood", "Message-Id", "date", "In-Reply-To"));
        String of = field.equals("X-Mood") && random.nextBoolean() ? "" : needle;
        return new SearchTerm(
            "HEADER " + field + " " + astring(of), (s, m) -> m.mail.fieldContains(field, of));
      }
      return new SearchTerm(
          name + " " + astring(needle), (s, m) -> m.mail.fieldContains(name, needle));
    }

    private SearchTerm text() {
      String needle = needle();
      return random.nextBoolean()
          ? new SearchTerm("BODY " + astring(needle), (s, m) -> m.mail.bodyContains(needle))
          : new SearchTerm("TEXT " + astring(needle), (s, m) -> m.mail.contains(needle));
    }

    private String needle() {
      List<String> words = RandomMails.WORDS;
      return switch (random.nextInt(6)) {
        case 0 -> pick(words).toUpperCase(Locale.ROOT);
        case 1 -> pick(RandomMails.PEOPLE) + "@";
        case 2 -> pick(words) + " " + pick(words);
        case 3 -> pick(words).substring(1, 4);
        case 4 -> "<m" + (1 + random.nextInt(9)) + "@";
        default -> pick(words);
      };
    }

    /** As a quoted string, or as a literal. */
    private String astring(String text) {
      String octets = Mail.utf8(text);
      boolean quotable = octets.chars().allMatch(c -> c < 128);
      return quotable && random.nextInt(5) > 0
          ? Entity.quoted(octets)
          : "{" + octets.length() + "+}\r\n" + octets;
    }

    private <T> T pick(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }

  /** The criteria as they come behind SEARCH. */
  String criteria(Optional<String> charset) {
    return charset.map(c -> "CHARSET " + c + " ").orElse("") + text;
  }
}
