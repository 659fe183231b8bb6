package org.yubin.frontend.imap.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.entity.MailboxPush;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;

/**
 * What the client of a selected mailbox is told without asking, and when: the only writer of
 * EXISTS, RECENT, EXPUNGE, VANISHED and of FETCH responses that nobody asked for.
 *
 * <p>Changes come from the mailbox's owner, the session's own among them, and wait here. They are
 * told at the end of a command, before its tagged answer, or at once while the client is in IDLE;
 * never in between, since an EXPUNGE without a command in progress would shift the numbers that the
 * client is just using (RFC 3501 §5.5, §7.4.1). FETCH, STORE and SEARCH hold EXPUNGE back, for the
 * same reason; EXISTS and flags may be told even then.
 *
 * <p>A session reads its own writes: a command that changed the selected mailbox waits for {@link
 * #reached} before it ends, and then what it did is told like all else. STORE names what has to be
 * told even though it did not change ({@link #echo}) or need not be told ({@link #silence}).
 *
 * <p>A client that wants mod-sequences is told UID and MODSEQ with all flags (RFC 7162 §3.2.4), one
 * that has enabled QRESYNC is told VANISHED for EXPUNGE (§3.2.10), under the same rules. What it
 * takes for its HIGHESTMODSEQ never passes what it was told: see {@link ClientModSeq}.
 */
public final class Updates {
  private final Session session;
  private final FlagLines lines;
  private final AwaitedChanges awaited;

  private @Nullable Selected followed;
  private @Nullable PendingChanges pending;
  private @Nullable Subscription subscription;
  private @Nullable Runnable listener;
  private KeywordTable toldKeywords = KeywordTable.EMPTY;
  private boolean deleting;
  private @Nullable ClientModSeq client;
  private Owed owed = Owed.NOTHING;

  Updates(Session session, FlagLines lines) {
    this.session = session;
    this.lines = lines;
    this.awaited = new AwaitedChanges(session);
  }

  // ---- following a mailbox ----

  void follow(Selected mailbox, Opened opened) {
    followed = mailbox;
    pending = new PendingChanges(mailbox.view(), opened.highestModSeq(), opened.keywords());
    client = new ClientModSeq(opened.highestModSeq());
    toldKeywords = opened.keywords();
    subscription =
        session
            .services()
            .mailboxes()
            .subscribe(
                mailbox.id(),
                opened.highestModSeq(),
                mailbox.readOnly(),
                push -> session.executor().execute(() -> pushed(mailbox, push)));
  }

  void unfollow() {
    Subscription open = subscription;
    if (open != null) {
      open.close();
    }
    subscription = null;
    followed = null;
    pending = null;
    deleting = false;
    client = null;
    owed = Owed.NOTHING;
    awaited.end();
  }

  private void pushed(Selected mailbox, MailboxPush push) {
    if (!Objects.equals(followed, mailbox)) {
      return;
    }
    if (push instanceof MailboxPush.Changed changed) {
      received(mailbox, changed);
    } else if (!deleting) {
      session.bye("Mailbox has been deleted"); // RFC 2180 §3.3
    }
  }

  /** Whether a command of this session is deleting the mailbox: then its end is no news. */
  public void deleting(boolean now) {
    deleting = now;
  }

  private void received(Selected mailbox, MailboxPush.Changed changed) {
    PendingChanges waiting = pending;
    if (waiting == null) {
      return;
    }
    if (!waiting.add(changed.changes(), changed.records())) {
      pull(mailbox);
      return;
    }
    awaited.come(waiting.known());
    Runnable idle = listener;
    if (idle != null) {
      idle.run();
    }
  }

  /** Asks for what has not come; whether that was answered, here. */
  private CompletionStage<Boolean> pull(Selected mailbox) {
    PendingChanges waiting = pending;
    if (waiting == null || !Objects.equals(followed, mailbox)) {
      return CompletableFuture.completedStage(false);
    }
    return session
        .here(session.services().mailboxes().changesSince(mailbox.id(), waiting.known()))
        .thenApply(
            result -> {
              if (result instanceof Result.Ok<Changes> ok) {
                pushed(mailbox, new MailboxPush.Changed(ok.value(), List.of()));
                return true;
              }
              return false;
            });
  }

  // ---- what commands say ----

  /**
   * Completes here when every change up to this modseq has come, so that it is told at the end of
   * the command. A command that has changed the selected mailbox waits for it, as long as the
   * mailbox may take to answer (after that, its changes are told when they come).
   */
  public CompletionStage<Void> reached(ModSeq modSeq) {
    PendingChanges waiting = pending;
    Selected mailbox = followed;
    if (waiting == null || mailbox == null || modSeq.compareTo(waiting.known()) <= 0) {
      return CompletableFuture.completedStage(null);
    }
    return awaited.reached(modSeq, () -> pull(mailbox));
  }

  /** Up to where changes have come; what comes later is after this. */
  public ModSeq known() {
    PendingChanges waiting = pending;
    return waiting == null ? ModSeq.ZERO : waiting.known();
  }

  /**
   * The flags of these messages are told at the end of this command, changed or not.
   *
   * @param withUid not asked of clients that want mod-sequences: they are always told the UID
   */
  public void echo(UidSet uids, boolean withUid) {
    owed = owed.withFlags(uids, withUid);
  }

  /**
   * The client knows what its own change has made of these messages: it is not told of it. What
   * others have changed is told nevertheless (RFC 3501 §6.4.6). To be called when {@link #reached}
   * has completed.
   *
   * @param own the modseq of the client's change
   */
  public void silence(UidSet uids, ModSeq own) {
    silenced(uids, own);
  }

  /**
   * The same for STORE .SILENT: a client that wants mod-sequences is told those, and nothing else
   * (RFC 7162 §3.1.3).
   */
  public void silenceFlags(UidSet uids, ModSeq own) {
    UidSet silenced = silenced(uids, own);
    if (session.enabled(Feature.CONDSTORE)) {
      tellModSeq(silenced, own);
    }
  }

  private UidSet silenced(UidSet uids, ModSeq own) {
    PendingChanges waiting = pending;
    return waiting == null ? UidSet.EMPTY : waiting.silence(uids, own);
  }

  /**
   * The MODSEQ of these messages is told at the end of this command, changed or not; their flags
   * only where somebody has changed them after {@code own}.
   */
  public void tellModSeq(UidSet uids, ModSeq own) {
    owed = owed.withModSeq(uids, own);
  }

  /** FETCH shows mod-sequences, none above this. */
  public void shown(ModSeq atMost) {
    ClientModSeq told = client;
    if (told != null) {
      told.shown(atMost);
    }
  }

  /**
   * Tells of keywords that are new to the client; to be called before a FETCH response shows flags
   * by this table.
   */
  public void keywords(KeywordTable table) {
    Selected mailbox = followed;
    if (mailbox != null && table.size() > toldKeywords.size()) {
      toldKeywords = table;
      MailboxFlags.write(session.out(), table, mailbox.readOnly());
    }
  }

  /** Calls the listener whenever there may be something to tell, until it is taken away. */
  public void listen(@Nullable Runnable whenChanged) {
    listener = whenChanged;
  }

  // ---- telling ----

  /** Writes what may be told now; completes here. */
  public CompletionStage<Void> tell(ExpungePolicy policy) {
    return write(policy)
        .thenAccept(
            vanished -> {
              ClientModSeq told = client;
              PendingChanges waiting = pending;
              if (told != null && waiting != null && session.enabled(Feature.CONDSTORE)) {
                told.correction(waiting.complete(), vanished && session.enabled(Feature.QRESYNC))
                    .ifPresent(this::highestModSeq);
              }
            });
  }

  /**
   * Writes all that there is to tell; completes here. The answer is the HIGHESTMODSEQ that the
   * command is to tell in its tagged OK (RFC 7162 §3.2.7), if its client wants mod-sequences.
   */
  public CompletionStage<Optional<ModSeq>> tellAll() {
    return write(ExpungePolicy.MAY_TELL)
        .thenApply(
            vanished -> {
              ClientModSeq told = client;
              PendingChanges waiting = pending;
              if (told == null || waiting == null || !session.enabled(Feature.CONDSTORE)) {
                return Optional.empty();
              }
              told.told(waiting.complete());
              return Optional.of(waiting.complete());
            });
  }

  /** Tells HIGHESTMODSEQ of the selected mailbox, as far as the client has been told of it. */
  void tellHighestModSeq() {
    ClientModSeq told = client;
    PendingChanges waiting = pending;
    if (told != null && waiting != null) {
      told.told(waiting.complete());
      highestModSeq(waiting.complete());
    }
  }

  private void highestModSeq(ModSeq modSeq) {
    ResponseCode code = ResponseCode.highestModSeq(modSeq);
    session.out().untagged().atom("OK [").atom(code.text()).atom("] ").text("Highest").crlf();
  }

  /**
   * Tells of messages that were expunged before the client could have seen them in this view (RFC
   * 7162 §3.2.10.1). Those that it still sees are left out: they are told as any expunge is.
   */
  public void vanishedEarlier(UidSet uids) {
    Selected mailbox = followed;
    UidSet gone = mailbox == null ? UidSet.EMPTY : uids.andNot(mailbox.view().uids());
    if (!gone.isEmpty()) {
      session.out().untagged().atom("VANISHED (EARLIER) ").atom(gone.toString()).crlf();
    }
  }

  /** Writes what may be told now; the answer is whether messages have left the view. */
  private CompletionStage<Boolean> write(ExpungePolicy policy) {
    Selected mailbox = followed;
    PendingChanges waiting = pending;
    if (mailbox == null || waiting == null) {
      return CompletableFuture.completedStage(false);
    }
    ImapWriter out = session.out();
    boolean left =
        policy == ExpungePolicy.MAY_TELL && tellVanished(mailbox, waiting.takeVanished());
    UidSet appended = waiting.takeAppended();
    if (!appended.isEmpty()) {
      mailbox.view().append(appended, waiting.takeRecent());
      out.untagged().number(mailbox.view().exists()).atom(" EXISTS").crlf();
      out.untagged().number(mailbox.view().recent()).atom(" RECENT").crlf();
    }
    keywords(waiting.keywords());
    Owed now = owed.with(waiting.takeChanged(), mailbox.view());
    owed = Owed.NOTHING;
    List<MessageRecord> pushed = waiting.takeRecords(now.uids());
    if (!pushed.isEmpty()) {
      shown(waiting.known());
      tellRecords(mailbox, pushed, waiting.keywords(), now);
      return session.flushIfLong().thenApply(done -> left);
    }
    return tellFlags(mailbox, now.uids(), now).thenApply(done -> left);
  }

  private boolean tellVanished(Selected mailbox, UidSet vanished) {
    UidSet gone = mailbox.view().known(vanished);
    if (gone.isEmpty()) {
      return false;
    }
    ImapWriter out = session.out();
    long[] seqs = mailbox.view().expunge(gone);
    if (session.enabled(Feature.QRESYNC)) {
      out.untagged().atom("VANISHED ").atom(gone.toString()).crlf();
    } else {
      for (long seq : seqs) {
        out.untagged().number(seq).atom(" EXPUNGE").crlf();
      }
    }
    return true;
  }

  private CompletionStage<Void> tellFlags(Selected mailbox, UidSet wanted, Owed how) {
    if (wanted.isEmpty()) {
      return session.flushIfLong();
    }
    return session
        .here(session.services().mailboxes().records(mailbox.id(), wanted))
        .thenCompose(result -> tellPage(mailbox, wanted, how, result));
  }

  private CompletionStage<Void> tellPage(
      Selected mailbox, UidSet wanted, Owed how, Result<RecordPage> result) {
    PendingChanges waiting = pending;
    if (waiting == null || !Objects.equals(followed, mailbox)) {
      return CompletableFuture.completedStage(null);
    }
    if (!(result instanceof Result.Ok<RecordPage> ok)) {
      waiting.putBack(wanted);
      return CompletableFuture.completedStage(null);
    }
    shown(ok.highestModSeq());
    RecordPage page = ok.value();
    tellRecords(mailbox, page.records(), page.keywords(), how);
    waiting.told(page.records());
    return session.flushIfLong().thenCompose(done -> tellFlags(mailbox, page.rest(), how));
  }

  private void tellRecords(
      Selected mailbox, List<MessageRecord> records, KeywordTable table, Owed how) {
    keywords(table);
    for (MessageRecord message : records) {
      long uid = message.uid().value();
      lines.write(
          session.out(),
          mailbox.view().seq(uid),
          message,
          table,
          mailbox.view().isRecent(uid),
          how.parts(message, session.enabled(Feature.CONDSTORE)));
    }
  }
}
