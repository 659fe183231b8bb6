package org.yubin.frontend.imap.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.imap.list.ListOptions;
import org.yubin.frontend.imap.list.ListResponse;
import org.yubin.frontend.imap.list.ListReturn;
import org.yubin.frontend.imap.list.ListSelection;
import org.yubin.frontend.imap.list.ListTelling;
import org.yubin.frontend.imap.list.MailboxPattern;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.Result;

/**
 * LIST (RFC 3501 §6.3.8), and the grammar of its extended forms (RFC 5258 §3). Every name shows
 * {@code \HasChildren} or {@code \HasNoChildren} (RFC 3348) and, without being asked, special uses
 * (RFC 6154 §2): several clients look for them nowhere else.
 */
final class Listing implements Extension {
  /** Most patterns of one command. */
  private static final int MAX_PATTERNS = 128;

  /** Names times characters of patterns that are matched on the session's own executor. */
  private static final long LITTLE = 1_000_000;

  @Override
  public Optional<String> capability() {
    return Optional.of("CHILDREN");
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("LIST", SessionState.LOGGED_IN, in -> parse(in, on.listOptions())));
  }

  // list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]
  private static Command parse(ImapReader in, ListOptions known) throws ImapSyntaxException {
    in.sp();
    boolean extended = in.peek('(');
    ListOptions.Selection options = ListOptions.Selection.NONE;
    if (extended) {
      options = known.select(in);
      in.sp();
    }
    String reference = in.mailbox();
    in.sp();
    List<String> names;
    if (in.peek('(')) {
      extended = true;
      names = patterns(in);
    } else {
      names = List.of(in.listMailbox());
    }
    Set<ListReturn> returns = new LinkedHashSet<>(options.implied());
    if (!in.atEnd()) {
      extended = true;
      in.sp();
      if (!in.tryWord("RETURN")) {
        throw in.expected("RETURN");
      }
      in.sp();
      returns.addAll(known.returned(in));
    }
    in.end();
    if (!extended && names.get(0).isEmpty()) {
      return new Delimiter();
    }
    List<MailboxPattern> patterns =
        names.stream().map(name -> MailboxPattern.of(reference, name)).toList();
    return new Names(new ListSelection(patterns, extended, options), List.copyOf(returns));
  }

  // patterns = "(" list-mailbox *(SP list-mailbox) ")"; an empty one is ignored (RFC 5258 §3)
  private static List<String> patterns(ImapReader in) throws ImapSyntaxException {
    List<String> patterns = new ArrayList<>(in.list(ImapReader::listMailbox));
    if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
      throw in.expected("1 to " + MAX_PATTERNS + " mailbox patterns");
    }
    patterns.removeIf(String::isEmpty);
    return patterns;
  }

  /** Where so many names are matched against so much of a pattern: here if it is little. */
  static Executor matching(Session session, long names, long patternCharacters) {
    return names * patternCharacters < LITTLE ? Runnable::run : session.services().scan();
  }

  /** An empty name asks for the delimiter and the root of the reference; names here have none. */
  private record Delimiter() implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      ListResponse.write(session.out(), "LIST", List.of("\\Noselect"), "", List.of());
      return CompletableFuture.completedStage(Tagged.ok());
    }
  }

  /** Every other LIST. */
  private record Names(ListSelection selection, List<ListReturn> returns) implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      return session
          .here(session.services().accounts().tree(session.account().id()))
          .thenCompose(
              result ->
                  result instanceof Result.Ok<MailboxTree> ok
                      ? tell(session, ok.value())
                      : Refusals.of(result));
    }

    private CompletionStage<Tagged> tell(Session session, MailboxTree tree) {
      Executor where = matching(session, tree.size(), selection.patternCharacters());
      return session
          .here(CompletableFuture.supplyAsync(() -> selection.of(tree), where))
          .thenCompose(rows -> new ListTelling(session, selection, rows, returns).run())
          .thenApply(told -> Tagged.ok());
    }
  }
}
