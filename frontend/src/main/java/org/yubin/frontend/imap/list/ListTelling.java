package org.yubin.frontend.imap.list;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.account.model.SpecialUse;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/**
 * Tells the names of a LIST, in order, each with its companions behind it. Companions are looked up
 * {@value #LOOKED_UP_AT_ONCE} names ahead of the one that is written, and a LIST response waits for
 * its own: it has to say if the mailbox turns out to be gone (RFC 5819 §2). Confined to the
 * session.
 */
public final class ListTelling {
  private static final int LOOKED_UP_AT_ONCE = 32;

  private final Session session;
  private final ListSelection selection;
  private final List<ListReturn> returns;
  private final Iterator<ListSelection.Row> rows;
  private final Deque<Pending> ahead = new ArrayDeque<>();

  /** A row and what is being looked up for it. */
  private record Pending(
      ListSelection.Row row, CompletionStage<List<Result<ListReturn.Companion>>> companions) {}

  /**
   * @param rows of the selection
   * @param returns what is told of each of them
   */
  public ListTelling(
      Session session,
      ListSelection selection,
      Collection<ListSelection.Row> rows,
      List<ListReturn> returns) {
    this.session = session;
    this.selection = selection;
    this.rows = rows.iterator();
    this.returns = returns;
  }

  /** Tells all; completes here. */
  public CompletionStage<Void> run() {
    return Steps.whileTrue(session.executor(), this::next);
  }

  private CompletionStage<Boolean> next() {
    while (ahead.size() < LOOKED_UP_AT_ONCE && rows.hasNext()) {
      ListSelection.Row row = rows.next();
      ahead.add(new Pending(row, lookUp(row)));
    }
    Pending first = ahead.poll();
    return first == null
        ? CompletableFuture.completedStage(false)
        : first
            .companions()
            .thenCompose(
                found -> {
                  write(first.row(), found);
                  return session.flushIfLong().thenApply(sent -> true);
                });
  }

  private CompletionStage<List<Result<ListReturn.Companion>>> lookUp(ListSelection.Row row) {
    CompletionStage<List<Result<ListReturn.Companion>>> all =
        CompletableFuture.completedStage(List.of());
    if (!row.selected() || row.name().id().isEmpty()) {
      return all;
    }
    for (ListReturn each : returns) {
      Optional<CompletionStage<Result<ListReturn.Companion>>> companion =
          each.companion(session, row.name().name(), row.name().id().get());
      if (companion.isPresent()) {
        all = all.thenCombine(session.here(companion.get()), ListTelling::with);
      }
    }
    return all;
  }

  private static List<Result<ListReturn.Companion>> with(
      List<Result<ListReturn.Companion>> some, Result<ListReturn.Companion> another) {
    List<Result<ListReturn.Companion>> more = new ArrayList<>(some);
    more.add(another);
    return more;
  }

  private void write(ListSelection.Row row, List<Result<ListReturn.Companion>> companions) {
    boolean gone = companions.stream().anyMatch(ListTelling::isGone);
    ListResponse.write(
        session.out(),
        "LIST",
        attributes(row.name(), gone),
        row.name().name(),
        row.childInfo() ? selection.options().criteria().keySet() : Set.of());
    for (Result<ListReturn.Companion> companion : companions) {
      if (!gone && companion instanceof Result.Ok<ListReturn.Companion> ok) {
        ok.value().write(session.out());
      }
    }
  }

  private static boolean isGone(Result<ListReturn.Companion> companion) {
    return companion instanceof Result.Refused<ListReturn.Companion> refused
        && refused.why() == Refusal.NONEXISTENT;
  }

  /**
   * {@code \Noselect} and {@code \NonExistent} exclude each other (RFC 5258 §6, mbx-list-sflag);
   * clients that send a plain LIST may know the first only.
   */
  private List<String> attributes(ListedName name, boolean gone) {
    List<String> attributes = new ArrayList<>(4);
    if (gone) {
      attributes.add("\\Noselect");
    } else if (!name.selectable()) {
      attributes.add(selection.extended() ? "\\NonExistent" : "\\Noselect");
    }
    returns.forEach(each -> each.attribute(name).ifPresent(attributes::add));
    attributes.add(name.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
    name.use().map(SpecialUse::attribute).ifPresent(attributes::add);
    return attributes;
  }
}
