package org.yubin.frontend.imap.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.imap.wire.ImapWriter;
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
 * EXISTS, RECENT, EXPUNGE and of FETCH responses that nobody asked for.
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
 */
public final class Updates {
  /** A push usually comes with the reply; so long after it, it is asked for. */
  private static final Duration PUSH_PATIENCE = Duration.ofMillis(500);

  private final Session session;
  private final FlagLines lines;
  private final List<Waiter> waiters = new ArrayList<>();

  private @Nullable Selected followed;
  private @Nullable PendingChanges pending;
  private @Nullable Subscription subscription;
  private @Nullable Runnable listener;
  private KeywordTable toldKeywords = KeywordTable.EMPTY;
  private UidSet echo = UidSet.EMPTY;
  private boolean echoWithUid;
  private boolean deleting;

  private record Waiter(ModSeq modSeq, CompletableFuture<Void> reached) {}

  Updates(Session session, FlagLines lines) {
    this.session = session;
    this.lines = lines;
  }

  // ---- following a mailbox ----

  void follow(Selected mailbox, Opened opened) {
    followed = mailbox;
    pending = new PendingChanges(mailbox.view(), opened.highestModSeq(), opened.keywords());
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
    echo = UidSet.EMPTY;
    List<Waiter> left = List.copyOf(waiters);
    waiters.clear();
    left.forEach(waiter -> waiter.reached().complete(null));
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
    if (!waiting.add(changed.changes())) {
      pull(mailbox);
      return;
    }
    for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
      Waiter waiter = each.next();
      if (waiter.modSeq().compareTo(waiting.known()) <= 0) {
        each.remove();
        waiter.reached().complete(null);
      }
    }
    Runnable idle = listener;
    if (idle != null) {
      idle.run();
    }
  }

  private void pull(Selected mailbox) {
    PendingChanges waiting = pending;
    if (waiting == null || !Objects.equals(followed, mailbox)) {
      return;
    }
    session
        .here(session.services().mailboxes().changesSince(mailbox.id(), waiting.known()))
        .thenAccept(
            result -> {
              if (result instanceof Result.Ok<Changes> ok) {
                pushed(mailbox, new MailboxPush.Changed(ok.value()));
              }
            });
  }

  // ---- what commands say ----

  /**
   * Completes here when every change up to this modseq has come, so that it is told at the end of
   * the command. A command that has changed the selected mailbox waits for it.
   */
  public CompletionStage<Void> reached(ModSeq modSeq) {
    PendingChanges waiting = pending;
    Selected mailbox = followed;
    if (waiting == null || mailbox == null || modSeq.compareTo(waiting.known()) <= 0) {
      return CompletableFuture.completedStage(null);
    }
    Waiter waiter = new Waiter(modSeq, new CompletableFuture<>());
    waiters.add(waiter);
    awaitOrPull(mailbox, waiter);
    return waiter.reached();
  }

  private void awaitOrPull(Selected mailbox, Waiter waiter) {
    session.after(
        PUSH_PATIENCE,
        () -> {
          if (waiters.contains(waiter)) {
            pull(mailbox);
            awaitOrPull(mailbox, waiter);
          }
        });
  }

  /** Up to where changes have come; what comes later is after this. */
  public ModSeq known() {
    PendingChanges waiting = pending;
    return waiting == null ? ModSeq.ZERO : waiting.known();
  }

  /** The flags of these messages are told at the end of this command, changed or not. */
  public void echo(UidSet uids, boolean withUid) {
    echo = echo.or(uids);
    echoWithUid = withUid;
  }

  /**
   * The client knows what its own change has made of these messages (STORE .SILENT): it is not told
   * of it. What others have changed is told nevertheless (RFC 3501 §6.4.6). To be called when
   * {@link #reached} has completed.
   *
   * @param own the modseq of the client's change
   */
  public void silence(UidSet uids, ModSeq own) {
    PendingChanges waiting = pending;
    if (waiting != null) {
      waiting.silence(uids, own);
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
    Selected mailbox = followed;
    PendingChanges waiting = pending;
    if (mailbox == null || waiting == null) {
      return CompletableFuture.completedStage(null);
    }
    ImapWriter out = session.out();
    if (policy == ExpungePolicy.MAY_TELL) {
      for (long seq : mailbox.view().expunge(waiting.takeVanished())) {
        out.untagged().number(seq).atom(" EXPUNGE").crlf();
      }
    }
    UidSet appended = waiting.takeAppended();
    if (!appended.isEmpty()) {
      mailbox.view().append(appended, waiting.takeRecent());
      out.untagged().number(mailbox.view().exists()).atom(" EXISTS").crlf();
      out.untagged().number(mailbox.view().recent()).atom(" RECENT").crlf();
    }
    keywords(waiting.keywords());
    UidSet echoed = echo;
    echo = UidSet.EMPTY;
    UidSet wanted = mailbox.view().known(waiting.takeChanged().or(echoed));
    return tellFlags(mailbox, wanted, echoWithUid ? UidSet.EMPTY : echoed);
  }

  private CompletionStage<Void> tellFlags(Selected mailbox, UidSet wanted, UidSet bare) {
    if (wanted.isEmpty()) {
      return session.flushIfLong();
    }
    return session
        .here(session.services().mailboxes().records(mailbox.id(), wanted))
        .thenCompose(result -> tellPage(mailbox, wanted, bare, result));
  }

  private CompletionStage<Void> tellPage(
      Selected mailbox, UidSet wanted, UidSet bare, Result<RecordPage> result) {
    PendingChanges waiting = pending;
    if (waiting == null || !Objects.equals(followed, mailbox)) {
      return CompletableFuture.completedStage(null);
    }
    if (!(result instanceof Result.Ok<RecordPage> ok)) {
      waiting.putBack(wanted);
      return CompletableFuture.completedStage(null);
    }
    RecordPage page = ok.value();
    keywords(page.keywords());
    for (MessageRecord message : page.records()) {
      long uid = message.uid().value();
      lines.write(
          session.out(),
          mailbox.view().seq(uid),
          message,
          page.keywords(),
          mailbox.view().isRecent(uid),
          !bare.contains(uid));
    }
    return session.flushIfLong().thenCompose(done -> tellFlags(mailbox, page.rest(), bare));
  }
}
