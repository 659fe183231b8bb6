package org.yubin.account.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/**
 * The names of an account's mailboxes at one moment, sorted by name (in UTF-16 order), and its
 * subscriptions, which live on when their mailbox is gone (RFC 3501 §6.3.6). Immutable.
 */
public final class MailboxTree {
  /** The tree of an account that was never initialised. */
  public static final MailboxTree EMPTY = new MailboxTree(List.of(), List.of());

  /**
   * A name of the tree.
   *
   * @param name as {@link MailboxNameRules#normal} has it
   * @param id the mailbox; empty for a name that only holds others ({@code \Noselect})
   * @param uidValidity of the mailbox; of no meaning for a name without one
   */
  public record Entry(
      String name,
      Optional<MailboxId> id,
      Optional<SpecialUse> use,
      boolean subscribed,
      UidValidity uidValidity) {
    /** Whether the name has a mailbox. */
    public boolean selectable() {
      return id.isPresent();
    }
  }

  private final NavigableMap<String, Entry> entries;
  private final NavigableSet<String> subscriptions;

  /**
   * A tree of these entries; {@code subscriptions} may name what has no entry, and decides what
   * {@link Entry#subscribed} says.
   */
  public MailboxTree(Collection<Entry> entries, Collection<String> subscriptions) {
    this.subscriptions = Collections.unmodifiableNavigableSet(new TreeSet<>(subscriptions));
    NavigableMap<String, Entry> sorted = new TreeMap<>();
    entries.forEach(
        each ->
            sorted.put(
                each.name(),
                new Entry(
                    each.name(),
                    each.id(),
                    each.use(),
                    this.subscriptions.contains(each.name()),
                    each.uidValidity())));
    this.entries = Collections.unmodifiableNavigableMap(sorted);
  }

  /** All names, sorted. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The entry of a name as a client wrote it: any case of INBOX, any normalisation form. */
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(MailboxNameRules.normal(name)));
  }

  /** The entry of a mailbox; empty when it is not (or no longer) in this tree. */
  public Optional<Entry> findById(MailboxId id) {
    return entries.values().stream().filter(e -> e.id().equals(Optional.of(id))).findFirst();
  }

  /** The first mailbox, by name, with this use. */
  public Optional<Entry> findByUse(SpecialUse use) {
    return entries.values().stream().filter(e -> e.use().equals(Optional.of(use))).findFirst();
  }

  /** The names exactly one level below {@code name}, sorted; all top-level names for "". */
  public List<Entry> children(String name) {
    String parent = MailboxNameRules.normal(name);
    return below(parent)
        .filter(e -> MailboxNameRules.parent(e.name()).orElse("").equals(parent))
        .toList();
  }

  /** Whether any name stands below {@code name} ({@code \HasChildren}, RFC 3348 §3). */
  public boolean hasChildren(String name) {
    return below(MailboxNameRules.normal(name)).findAny().isPresent();
  }

  /** Every subscribed name, sorted, whether or not a mailbox has it. */
  public NavigableSet<String> subscriptions() {
    return subscriptions;
  }

  /** How many names there are. */
  public int size() {
    return entries.size();
  }

  /** All names at any level below {@code name}, sorted. */
  public List<Entry> inferiors(String name) {
    return below(MailboxNameRules.normal(name)).toList();
  }

  /** With the mailbox, and with the names above it where they lack. */
  MailboxTree withMailbox(NewMailbox made) {
    return with(
        new Entry(made.name(), Optional.of(made.id()), made.use(), false, made.uidValidity()));
  }

  /** Without the mailbox of this name; the name stays while others stand below it. */
  MailboxTree withoutMailbox(String name) {
    Entry found = entries.get(name);
    if (found == null || !hasChildren(name)) {
      return without(name);
    }
    return with(new Entry(name, Optional.empty(), Optional.empty(), false, found.uidValidity()));
  }

  MailboxTree without(String name) {
    Map<String, Entry> next = new TreeMap<>(entries);
    next.remove(name);
    return new MailboxTree(next.values(), subscriptions);
  }

  /** With {@code from} and all below it at {@code to}. */
  MailboxTree renamed(String from, String to) {
    Map<String, Entry> next = new TreeMap<>(entries);
    List<Entry> moved = Stream.concat(Stream.ofNullable(entries.get(from)), below(from)).toList();
    moved.forEach(each -> next.remove(each.name()));
    for (Entry each : moved) {
      put(
          next,
          new Entry(
              to + each.name().substring(from.length()),
              each.id(),
              each.use(),
              false,
              each.uidValidity()));
    }
    return new MailboxTree(next.values(), subscriptions);
  }

  MailboxTree withSubscription(String name, boolean subscribed) {
    Set<String> next = new TreeSet<>(subscriptions);
    if (subscribed) {
      next.add(name);
    } else {
      next.remove(name);
    }
    return new MailboxTree(entries.values(), next);
  }

  MailboxTree withSubscriptions(Collection<String> names) {
    Set<String> next = new TreeSet<>(subscriptions);
    next.addAll(names);
    return new MailboxTree(entries.values(), next);
  }

  private MailboxTree with(Entry entry) {
    Map<String, Entry> next = new TreeMap<>(entries);
    put(next, entry);
    return new MailboxTree(next.values(), subscriptions);
  }

  private static void put(Map<String, Entry> into, Entry entry) {
    for (String superior : MailboxNameRules.superiors(entry.name())) {
      into.putIfAbsent(
          superior,
          new Entry(superior, Optional.empty(), Optional.empty(), false, entry.uidValidity()));
    }
    into.put(entry.name(), entry);
  }

  private Stream<Entry> below(String superior) {
    if (superior.isEmpty()) {
      return entries.values().stream();
    }
    String from = superior + MailboxNameRules.SEPARATOR;
    String to = superior + (char) (MailboxNameRules.SEPARATOR + 1);
    return entries.subMap(from, true, to, false).values().stream();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MailboxTree tree
        && entries.equals(tree.entries)
        && subscriptions.equals(tree.subscriptions);
  }

  @Override
  public int hashCode() {
    return 31 * entries.hashCode() + subscriptions.hashCode();
  }

  @Override
  public String toString() {
    return entries.values() + " subscribed " + subscriptions;
  }
}
