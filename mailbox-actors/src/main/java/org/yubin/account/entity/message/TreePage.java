package org.yubin.account.entity.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.yubin.account.model.MailboxTree;

/**
 * Some names of a tree, sorted, in a message of at most about 128 KiB.
 *
 * @param last whether the tree ends with them
 */
public record TreePage(List<Line> lines, boolean last) {
  private static final int MAX_OCTETS = 120 * 1024;

  /** About what a line takes beside its name. */
  private static final int LINE_OCTETS = 48;

  public TreePage {
    lines = List.copyOf(lines);
  }

  /** A name that has an entry, is subscribed, or both. */
  public record Line(String name, Optional<MailboxTree.Entry> entry, boolean subscribed) {}

  /** The page of {@code tree} that begins after a name, or with the first. */
  public static TreePage of(MailboxTree tree, Optional<String> after) {
    List<Line> page = new ArrayList<>();
    int octets = 0;
    for (Line line : lines(tree)) {
      if (after.isPresent() && line.name().compareTo(after.get()) <= 0) {
        continue;
      }
      octets += LINE_OCTETS + line.name().getBytes(StandardCharsets.UTF_8).length;
      if (octets > MAX_OCTETS && !page.isEmpty()) {
        return new TreePage(page, false);
      }
      page.add(line);
    }
    return new TreePage(page, true);
  }

  /** All names and subscriptions, sorted. */
  public static List<Line> lines(MailboxTree tree) {
    TreeSet<String> names = new TreeSet<>(tree.subscriptions());
    tree.entries().forEach(entry -> names.add(entry.name()));
    return names.stream()
        .map(name -> new Line(name, tree.find(name), tree.subscriptions().contains(name)))
        .toList();
  }

  /** The tree that these lines are all of. */
  public static MailboxTree tree(List<Line> lines) {
    return new MailboxTree(
        lines.stream().flatMap(line -> line.entry().stream()).toList(),
        lines.stream().filter(Line::subscribed).map(Line::name).toList());
  }
}
