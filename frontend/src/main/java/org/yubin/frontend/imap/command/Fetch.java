package org.yubin.frontend.imap.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.fetch.FetchItem;
import org.yubin.frontend.imap.fetch.Fetching;
import org.yubin.frontend.imap.session.Feature;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidSet;

/**
 * FETCH and UID FETCH (RFC 3501 §6.4.5, §6.4.8).
 *
 * <p>{@code \Seen} is set for the whole set before the first response, by one change, so that every
 * response shows the flags as they are now. Messages that others have expunged meanwhile are passed
 * over; FETCH by sequence numbers then ends in NO (RFC 2180 §4.1.2), UID FETCH in OK (RFC 3501
 * §6.4.8). What never changes of a message may come from memory, and is then told until the client
 * has been told of the EXPUNGE (RFC 2180 §4.1.1).
 *
 * @param items those of the modifiers included
 */
record Fetch(MessageSet set, List<FetchItem> items, List<FetchModifier> modifiers, boolean byUid)
    implements Command {

  // fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" ... ")")
  //         [fetch-modifiers]
  static Fetch parse(ImapReader in, Registry known, boolean byUid) throws ImapSyntaxException {
    in.sp();
    MessageSet set = in.sequenceSet();
    in.sp();
    Set<FetchItem> items = new LinkedHashSet<>(known.fetchItems().read(in, byUid));
    List<FetchModifier> modifiers = known.fetchModifiers().readOptional(in);
    modifiers.forEach(modifier -> items.addAll(modifier.items()));
    in.end();
    return new Fetch(set, List.copyOf(items), modifiers, byUid);
  }

  @Override
  public CompletionStage<Tagged> run(Session session) {
    Optional<UidSet> uids = session.mailbox().view().resolve(set, byUid);
    if (uids.isEmpty()) {
      return Refusals.invalid(set);
    }
    for (FetchModifier modifier : modifiers) {
      Optional<Tagged> refused = modifier.refused(session, this);
      if (refused.isPresent()) {
        return CompletableFuture.completedStage(refused.get());
      }
    }
    if (items.stream().anyMatch(FetchItem::showsModSeq)) {
      session.enable(Feature.CONDSTORE);
    }
    return narrowed(session, 0, uids.get());
  }

  /** Asks the modifiers, from one of them on, then goes on with what they leave. */
  private CompletionStage<Tagged> narrowed(Session session, int from, UidSet uids) {
    if (from < modifiers.size()) {
      return modifiers
          .get(from)
          .narrow(session, this, uids)
          .thenCompose(
              result ->
                  result instanceof Result.Ok<UidSet> ok
                      ? narrowed(session, from + 1, ok.value())
                      : Refusals.of(result));
    }
    if (uids.isEmpty()) {
      return CompletableFuture.completedStage(Tagged.ok());
    }
    boolean setsSeen =
        !session.mailbox().readOnly() && items.stream().anyMatch(FetchItem::setsSeen);
    return setsSeen ? markThenTell(session, uids) : tell(session, uids, UidSet.EMPTY);
  }

  private CompletionStage<Tagged> markThenTell(Session session, UidSet uids) {
    MailboxQuery unseen =
        new MailboxQuery.And(
            List.of(
                new MailboxQuery.Uids(uids),
                new MailboxQuery.Not(new MailboxQuery.HasFlag(SystemFlag.SEEN))));
    return session
        .here(session.services().mailboxes().query(session.mailbox().id(), unseen))
        .thenCompose(
            result ->
                result instanceof Result.Ok<UidSet> ok
                    ? mark(session, uids, ok.value())
                    : Refusals.of(result));
  }

  private CompletionStage<Tagged> mark(Session session, UidSet uids, UidSet unseen) {
    if (unseen.isEmpty()) {
      return tell(session, uids, UidSet.EMPTY);
    }
    StoreFlags seen = new StoreFlags(unseen, FlagChange.add(SystemFlag.SEEN), Optional.empty());
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(session.mailbox().id(), seen, session.cause(name())))
        .thenCompose(result -> marked(session, uids, unseen, result));
  }

  private CompletionStage<Tagged> marked(
      Session session, UidSet uids, UidSet unseen, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.Stored stored)) {
      return Refusals.of(result);
    }
    return session
        .updates()
        .reached(ok.highestModSeq())
        .thenCompose(
            reached -> {
              session.updates().silence(unseen, stored.changedAt());
              return tell(session, uids, unseen);
            });
  }

  private CompletionStage<Tagged> tell(Session session, UidSet uids, UidSet flagsChanged) {
    return new Fetching(session, session.mailbox(), items, uids, flagsChanged)
        .run()
        .thenApply(outcome -> answer(uids.size(), outcome));
  }

  private Tagged answer(long wanted, Fetching.Outcome outcome) {
    if (outcome.refused().isPresent()) {
      return Tagged.refused(outcome.refused().get());
    }
    if (outcome.contentMissing() > 0) {
      return Tagged.no(ResponseCode.CORRUPTION, "The content of some messages is lost");
    }
    if (outcome.encodingUnknown()) {
      return Tagged.no(ResponseCode.UNKNOWN_CTE, "Some parts could not be decoded");
    }
    return byUid || outcome.told() == wanted ? Tagged.ok() : Refusals.expunged();
  }

  private String name() {
    return byUid ? "UID FETCH" : "FETCH";
  }
}
