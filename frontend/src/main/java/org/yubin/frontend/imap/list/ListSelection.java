package org.yubin.frontend.imap.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.yubin.account.model.MailboxNameRules;
import org.yubin.account.model.MailboxTree;

/**
 * Which names a LIST tells (RFC 3501 §6.3.8, RFC 5258 §3.3 and §3.5).
 *
 * <p>A plain LIST tells every name of the tree that matches; levels that are no mailboxes among
 * them. An extended one tells
 *
 * <ul>
 *   <li>names that match and meet the criteria, which may be names that only subscriptions have;
 *       without criteria, names of mailboxes;
 *   <li>with RECURSIVEMATCH, names that match and have below them one that meets the criteria and
 *       does not match, so that it is not told itself;
 *   <li>without criteria, levels that are no mailboxes, matched by a final "%", if a mailbox below
 *       them is not told itself (RFC 5258 §5, example 11).
 * </ul>
 *
 * <p>Where examples 9 and §3.5 of RFC 5258 differ about levels all of whose inferiors are told,
 * this follows the SHOULD of §3.5: they are not told.
 *
 * @param patterns one of them has to match
 * @param extended by the conditions of RFC 5258 §1
 */
public record ListSelection(
    List<MailboxPattern> patterns, boolean extended, ListOptions.Selection options) {

  /**
   * A name that is told.
   *
   * @param selected whether it meets the criteria itself
   * @param childInfo whether one below it does, and that is to be said (CHILDINFO)
   */
  public record Row(ListedName name, boolean selected, boolean childInfo) {}

  /** How long the patterns are together: what matching a name may cost. */
  public long patternCharacters() {
    return patterns.stream().mapToLong(pattern -> pattern.toString().length()).sum();
  }

  /** The names to tell, sorted. */
  public List<Row> of(MailboxTree tree) {
    NavigableMap<String, ListedName> names = candidates(tree);
    Set<String> matching = new HashSet<>();
    Set<String> above = new HashSet<>(); // what meets the criteria
    Set<String> aboveUntold = new HashSet<>(); // what meets them and does not match
    for (ListedName name : names.values()) {
      boolean matches = patterns.stream().anyMatch(pattern -> pattern.matches(name.name()));
      if (matches) {
        matching.add(name.name());
      }
      if (extended && meets(name)) {
        List<String> superiors = MailboxNameRules.superiors(name.name());
        above.addAll(superiors);
        if (!matches) {
          aboveUntold.addAll(superiors);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (ListedName name : names.values()) {
      boolean selected = meets(name);
      if (matching.contains(name.name())
          && (selected || (aboveUntold.contains(name.name()) && toldForInferiors(name)))) {
        boolean childInfo = options.recursive() && above.contains(name.name());
        rows.add(new Row(name, selected, childInfo));
      }
    }
    return rows;
  }

  private NavigableMap<String, ListedName> candidates(MailboxTree tree) {
    NavigableMap<String, ListedName> names = new TreeMap<>();
    tree.entries().forEach(entry -> names.put(entry.name(), ListedName.of(entry, tree)));
    if (!options.criteria().isEmpty()) {
      for (String subscribed : tree.subscriptions()) {
        names.computeIfAbsent(subscribed, absent -> ListedName.absent(absent, tree));
        for (String superior : MailboxNameRules.superiors(subscribed)) {
          names.computeIfAbsent(superior, absent -> ListedName.absent(absent, tree));
        }
      }
    }
    return names;
  }

  private boolean meets(ListedName name) {
    return options.criteria().isEmpty()
        ? !extended || name.selectable()
        : options.criteria().values().stream().allMatch(criterion -> criterion.test(name));
  }

  private boolean toldForInferiors(ListedName name) {
    return options.criteria().isEmpty()
        ? patterns.stream().anyMatch(p -> p.endsInPercent() && p.matches(name.name()))
        : options.recursive();
  }
}
