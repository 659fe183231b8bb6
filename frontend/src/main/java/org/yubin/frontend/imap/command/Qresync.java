package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.fetch.FetchItems;
import org.yubin.frontend.imap.session.Feature;
import org.yubin.frontend.imap.session.Selected;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.KnownSequence;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;

/**
 * QRESYNC: a client that comes back is told what has changed and gone meanwhile (RFC 7162 §3.2).
 * What was expunged is known for ever, so however old its mod-sequence is, it is told what is true
 * and no more. VANISHED in place of EXPUNGE is the doing of {@code Updates}.
 */
final class Qresync implements Extension {
  private static final MessageSet ALL = MessageSet.of(1, MessageSet.STAR);

  @Override
  public Optional<String> capability() {
    return Optional.of("QRESYNC");
  }

  @Override
  public void register(Registry on) {
    on.enableWord(
        "QRESYNC",
        session -> {
          session.enable(Feature.CONDSTORE);
          session.enable(Feature.QRESYNC);
        });
    on.selectOptions().add("QRESYNC", Resync::parse);
    on.fetchModifiers().add("VANISHED", in -> new Vanished(0));
  }

  private static Optional<Tagged> unlessEnabled(Session session) {
    return session.enabled(Feature.QRESYNC)
        ? Optional.empty()
        : Optional.of(Tagged.bad("ENABLE QRESYNC first"));
  }

  /**
   * SELECT (QRESYNC) (RFC 7162 §3.2.5).
   *
   * @param known the UIDs that the client has; without them, all are meant
   */
  private record Resync(
      long uidValidity, ModSeq since, Optional<MessageSet> known, Optional<KnownSequence> match)
      implements SelectOption {

    // select-param   =/ "QRESYNC" SP "(" uidvalidity SP mod-sequence-value [SP known-uids]
    //                   [SP seq-match-data] ")"
    static Resync parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      in.character('(');
      long uidValidity = in.nzNumber();
      in.sp();
      ModSeq since = new ModSeq(in.number64());
      Optional<MessageSet> known = Optional.empty();
      Optional<KnownSequence> match = Optional.empty();
      boolean more = in.trySp();
      if (more && !in.peek('(')) {
        known = Optional.of(withoutStar(in));
        more = in.trySp();
      }
      if (more) {
        match = Optional.of(seqMatchData(in));
      }
      in.character(')');
      return new Resync(uidValidity, since, known, match);
    }

    // seq-match-data = "(" known-sequence-set SP known-uid-set ")"
    private static KnownSequence seqMatchData(ImapReader in) throws ImapSyntaxException {
      ImapSyntaxException odd = in.expected("two ascending sets of one size");
      in.character('(');
      MessageSet seqs = withoutStar(in);
      in.sp();
      MessageSet uids = withoutStar(in);
      in.character(')');
      return KnownSequence.of(seqs, uids).orElseThrow(() -> odd);
    }

    private static MessageSet withoutStar(ImapReader in) throws ImapSyntaxException {
      ImapSyntaxException star = in.expected("a set without * and $");
      MessageSet set = in.sequenceSet();
      if (set.hasStar() || set.saved()) {
        throw star;
      }
      return set;
    }

    @Override
    public Optional<Tagged> refused(Session session) {
      return unlessEnabled(session);
    }

    /** The same as UID FETCH known-uids (FLAGS) (CHANGEDSINCE since VANISHED) (§3.2.5.1). */
    @Override
    public CompletionStage<Tagged> after(Session session, Selected mailbox) {
      if (mailbox.uidValidity().value() != uidValidity) {
        return CompletableFuture.completedStage(Tagged.ok()); // the client sees the other value
      }
      long told = match.map(pairs -> pairs.lastMatch(mailbox.view())).orElse(0L);
      return new Fetch(
              known.orElse(ALL),
              FetchItems.CHANGED,
              List.of(new Vanished(told), new Condstore.ChangedSince(since)),
              true)
          .run(session);
    }
  }

  /**
   * UID FETCH (CHANGEDSINCE VANISHED) (RFC 7162 §3.2.6).
   *
   * @param above the client knows already what has vanished up to this UID
   */
  private record Vanished(long above) implements FetchModifier {
    @Override
    public Optional<Tagged> refused(Session session, Fetch command) {
      if (!command.byUid()) {
        return Optional.of(Tagged.bad("VANISHED is for UID FETCH"));
      }
      if (changedSince(command).isEmpty()) {
        return Optional.of(Tagged.bad("VANISHED needs CHANGEDSINCE"));
      }
      return unlessEnabled(session);
    }

    private static Optional<Condstore.ChangedSince> changedSince(Fetch command) {
      return command.modifiers().stream()
          .filter(Condstore.ChangedSince.class::isInstance)
          .map(Condstore.ChangedSince.class::cast)
          .findFirst();
    }

    @Override
    public CompletionStage<Result<UidSet>> narrow(Session session, Fetch command, UidSet messages) {
      ModSeq since = changedSince(command).map(Condstore.ChangedSince::since).orElse(ModSeq.ZERO);
      return session
          .here(session.services().mailboxes().changesSince(session.mailbox().id(), since))
          .thenApply(
              result ->
                  result.map(
                      changes -> {
                        UidSet unknown = changes.vanished().from(above + 1);
                        session.updates().vanishedEarlier(command.set().among(unknown));
                        return messages;
                      }));
    }
  }
}
