package org.yubin.frontend.imap.command;

import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.account.model.MailboxNameRules;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.imap.list.ListResponse;
import org.yubin.frontend.imap.list.MailboxPattern;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.Result;

/**
 * LSUB (RFC 3501 §6.3.9). A subscribed name is told whether or not a mailbox has it, and without
 * attributes: those of LIST are the ones to rely on.
 */
final class Lsub implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("LSUB", SessionState.LOGGED_IN, Subscribed::parse));
  }

  /** One LSUB command. */
  record Subscribed(MailboxPattern pattern) implements Command {
    // lsub = "LSUB" SP mailbox SP list-mailbox
    static Subscribed parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      String reference = in.mailbox();
      in.sp();
      String name = in.listMailbox();
      in.end();
      return new Subscribed(MailboxPattern.of(reference, name));
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      return session
          .here(session.services().accounts().tree(session.account().id()))
          .thenCompose(
              result ->
                  result instanceof Result.Ok<MailboxTree> ok
                      ? tell(session, ok.value().subscriptions())
                      : Refusals.of(result));
    }

    private CompletionStage<Tagged> tell(Session session, NavigableSet<String> subscriptions) {
      Executor where = Listing.matching(session, subscriptions.size(), pattern.toString().length());
      return session
          .here(CompletableFuture.supplyAsync(() -> names(subscriptions), where))
          .thenCompose(names -> tell(session, subscriptions, names.iterator()))
          .thenApply(told -> Tagged.ok());
    }

    private static CompletionStage<Void> tell(
        Session session, NavigableSet<String> subscriptions, Iterator<String> names) {
      return Steps.whileTrue(
          session.executor(),
          () -> {
            if (!names.hasNext()) {
              return CompletableFuture.completedStage(false);
            }
            String name = names.next();
            boolean itself = subscriptions.contains(name);
            List<String> attributes = itself ? List.of() : List.of("\\Noselect");
            ListResponse.write(session.out(), "LSUB", attributes, name, List.of());
            return session.flushIfLong().thenApply(sent -> true);
          });
    }

    /**
     * A pattern that ends in "%" also finds levels above a subscribed name that it does not match:
     * these are \Noselect unless they are subscribed themselves.
     */
    private NavigableSet<String> names(NavigableSet<String> subscriptions) {
      NavigableSet<String> names = new TreeSet<>();
      for (String name : subscriptions) {
        if (pattern.matches(name)) {
          names.add(name);
        } else if (pattern.endsInPercent()) {
          MailboxNameRules.superiors(name).stream().filter(pattern::matches).forEach(names::add);
        }
      }
      return names;
    }
  }
}
