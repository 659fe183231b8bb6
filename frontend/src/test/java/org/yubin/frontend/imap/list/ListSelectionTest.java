package org.yubin.frontend.imap.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yubin.account.model.MailboxNameRules;
import org.yubin.account.model.MailboxTree;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/** RFC 5258 §3.5, the table: a name p exists or not, meets the criteria or not, its child does. */
class ListSelectionTest {
  private static final ListOptions.Selection SUBSCRIBED =
      new ListOptions.Selection(Map.of("SUBSCRIBED", ListedName::subscribed), false, List.of());
  private static final ListOptions.Selection RECURSIVE =
      new ListOptions.Selection(SUBSCRIBED.criteria(), true, List.of());

  @ParameterizedTest
  @CsvSource({
    // names, subscribed, what is told of p: selected, childInfo
    "'', '', ''",
    "p, '', ''",
    "'', p, p",
    "p, p, p",
    "'', p/c, +p",
    "p, p/c, +p",
    "'', 'p p/c', p+",
    "p, 'p p/c', p+",
    "p p/c, p/c, +p",
  })
  void theTableOfSection3_5(String names, String subscribed, String told) {
    assertThat(told(tree(names, subscribed), RECURSIVE, "p")).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "%, b",
    "*, b c/d",
    "c%, ''",
    "c/%, c/d",
    "'%/%', c/d",
  })
  void withoutRecursion_exactlyWhatIsSubscribed(String pattern, String told) {
    assertThat(told(tree("a b c/d", "b c/d"), SUBSCRIBED, pattern)).isEqualTo(told);
  }

  @Test
  void plain_tellsEveryName_extended_onlyMailboxes() {
    MailboxTree tree = tree("a b c/d", "");
    ListSelection plain =
        new ListSelection(List.of(MailboxPattern.of("", "*")), false, ListOptions.Selection.NONE);
    assertThat(plain.of(tree))
        .extracting(row -> row.name().name())
        .containsExactly("a", "b", "c", "c/d");
    assertThat(told(tree, ListOptions.Selection.NONE, "*")).isEqualTo("a b c/d");
    assertThat(told(tree, ListOptions.Selection.NONE, "%")).isEqualTo("a b c");
    assertThat(told(tree, ListOptions.Selection.NONE, "c")).isEqualTo("");
  }

  @Test
  void severalLevelsAbove_areToldOnlyWhereTheyMatch() {
    MailboxTree tree = tree("a/b/c/d", "a/b/c/d");
    assertThat(told(tree, RECURSIVE, "%")).isEqualTo("+a");
    assertThat(told(tree, RECURSIVE, "%/%")).isEqualTo("+a/b");
    assertThat(told(tree, RECURSIVE, "*b")).isEqualTo("+a/b");
    assertThat(told(tree, RECURSIVE, "*")).isEqualTo("a/b/c/d");
  }

  /** The names told; "+" before one for its inferiors only, behind one for itself and them. */
  private static String told(MailboxTree tree, ListOptions.Selection options, String pattern) {
    ListSelection selection =
        new ListSelection(List.of(MailboxPattern.of("", pattern)), true, options);
    List<String> told = new ArrayList<>();
    for (ListSelection.Row row : selection.of(tree)) {
      boolean levelOnly = !row.selected() && row.childInfo();
      boolean both = row.selected() && row.childInfo();
      told.add((levelOnly ? "+" : "") + row.name().name() + (both ? "+" : ""));
    }
    return String.join(" ", told);
  }

  private static MailboxTree tree(String mailboxes, String subscribed) {
    List<MailboxTree.Entry> entries = new ArrayList<>();
    TreeSet<String> levels = new TreeSet<>();
    words(mailboxes)
        .forEach(
            name -> {
              entries.add(entry(name, Optional.of(new MailboxId(new UUID(1, name.hashCode())))));
              levels.addAll(MailboxNameRules.superiors(name));
            });
    levels.removeIf(level -> entries.stream().anyMatch(entry -> entry.name().equals(level)));
    levels.forEach(level -> entries.add(entry(level, Optional.empty())));
    return new MailboxTree(entries, words(subscribed).toList());
  }

  private static MailboxTree.Entry entry(String name, Optional<MailboxId> id) {
    return new MailboxTree.Entry(name, id, Optional.empty(), false, new UidValidity(1));
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
  }
}
