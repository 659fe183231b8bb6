package org.yubin.frontend.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.yubin.account.model.MailboxNameRules;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.SpecialUse;
import org.yubin.frontend.imap.list.MailboxPattern;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.Result;

/**
 * LIST and LSUB (RFC 3501 §6.3.8, §6.3.9). LIST shows {@code \HasChildren} or {@code
 * \HasNoChildren} (RFC 3348) and, without being asked, special uses (RFC 6154 §2): several clients
 * look for them nowhere else.
 */
final class Listing implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("CHILDREN");
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("LIST", SessionState.LOGGED_IN, in -> parse(in, false)));
    on.command(new CommandSpec("LSUB", SessionState.LOGGED_IN, in -> parse(in, true)));
  }

  // list = "LIST" SP mailbox SP list-mailbox      lsub = "LSUB" SP mailbox SP list-mailbox
  private static Command parse(ImapReader in, boolean subscribed) throws ImapSyntaxException {
    in.sp();
    String reference = in.mailbox();
    in.sp();
    String name = in.listMailbox();
    in.end();
    if (name.isEmpty() && !subscribed) {
      return new Delimiter();
    }
    MailboxPattern pattern = MailboxPattern.of(reference, name);
    return subscribed ? new Subscribed(pattern) : new Names(pattern);
  }

  /** An empty name asks for the delimiter and the root of the reference; names here have none. */
  private record Delimiter() implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      line(session.out(), "LIST", List.of("\\Noselect"), "");
      return java.util.concurrent.CompletableFuture.completedStage(Tagged.ok());
    }
  }

  /** LIST. */
  private record Names(MailboxPattern pattern) implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      return tree(session, this::tell);
    }

    /** The tree has a name for each level of a name, so that "%" finds them all. */
    private void tell(MailboxTree tree, ImapWriter out) {
      for (MailboxTree.Entry entry : tree.entries()) {
        if (pattern.matches(entry.name())) {
          line(out, "LIST", attributes(entry, tree), entry.name());
        }
      }
    }

    private static List<String> attributes(MailboxTree.Entry entry, MailboxTree tree) {
      List<String> attributes = new ArrayList<>(3);
      if (!entry.selectable()) {
        attributes.add("\\Noselect");
      }
      attributes.add(tree.hasChildren(entry.name()) ? "\\HasChildren" : "\\HasNoChildren");
      entry.use().map(SpecialUse::attribute).ifPresent(attributes::add);
      return attributes;
    }
  }

  /** LSUB. */
  private record Subscribed(MailboxPattern pattern) implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      return tree(session, this::tell);
    }

    /**
     * A pattern that ends in "%" also finds levels above a subscribed name that it does not match:
     * these are \Noselect unless they are subscribed themselves (RFC 3501 §6.3.9).
     */
    private void tell(MailboxTree tree, ImapWriter out) {
      TreeSet<String> names = new TreeSet<>();
      for (String name : tree.subscriptions()) {
        if (pattern.matches(name)) {
          names.add(name);
        } else if (pattern.endsInPercent()) {
          MailboxNameRules.superiors(name).stream().filter(pattern::matches).forEach(names::add);
        }
      }
      for (String name : names) {
        boolean itself = tree.subscriptions().contains(name);
        line(out, "LSUB", itself ? List.of() : List.of("\\Noselect"), name);
      }
    }
  }

  private interface Teller {
    void tell(MailboxTree tree, ImapWriter out);
  }

  private static CompletionStage<Tagged> tree(Session session, Teller teller) {
    return session
        .here(session.services().accounts().tree(session.account().id()))
        .thenApply(
            result -> {
              if (result instanceof Result.Ok<MailboxTree> ok) {
                teller.tell(ok.value(), session.out());
                return Tagged.ok();
              }
              return Refusals.tagged(result);
            });
  }

  // mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
  private static void line(ImapWriter out, String word, List<String> attributes, String name) {
    out.untagged().atom(word).sp().list(attributes).sp();
    out.string(String.valueOf(MailboxPattern.DELIMITER)).sp().mailbox(name).crlf();
  }
}
