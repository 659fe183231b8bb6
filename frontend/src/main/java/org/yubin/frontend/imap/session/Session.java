package org.yubin.frontend.imap.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.auth.ClientAddress;
import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.MailboxId;

/**
 * An IMAP session as its commands see it (RFC 3501 §3). Everything that it does runs on its {@link
 * #executor}, one task at a time; answers of services come on any thread, and {@link #here} brings
 * them home. It knows neither Akka nor Netty's channels.
 */
public final class Session {
  private final String id;
  private final Connection connection;
  private final Confinement executor;
  private final Services services;
  private final CommandTable commands;
  private final ImapWriter out;
  private final Updates updates;
  private final Dispatcher dispatcher;

  private SessionState state = SessionState.NOT_AUTHENTICATED;
  private @Nullable Identity identity;
  private @Nullable Selected selected;
  private String clientId = "";
  private int loginFailures;
  private final Set<Feature> features = EnumSet.noneOf(Feature.class);

  /**
   * @param executor runs what it is given one after another; closed when the session ends
   * @param flagLines the door for pushed flags
   */
  public Session(
      Connection connection,
      Confinement executor,
      Services services,
      CommandTable commands,
      FlagLines flagLines) {
    this.id = services.ids().newEmailId().toString().substring(0, 13);
    this.connection = connection;
    this.executor = executor;
    this.services = services;
    this.commands = commands;
    this.out = new ImapWriter(connection::buffer);
    this.updates = new Updates(this, flagLines);
    this.dispatcher = new Dispatcher(this, connection, commands);
  }

  // ---- what net calls; on any thread ----

  /** Greets the client (RFC 3501 §7.1). */
  public void start() {
    executor.execute(dispatcher::greet);
  }

  /** Takes what the framer has made, in order. */
  public void receive(Received item) {
    executor.execute(() -> dispatcher.receive(item));
  }

  /** The socket is gone. */
  public void closed() {
    executor.execute(dispatcher::closed);
  }

  /** Says BYE and closes as soon as the command that runs, if any, has been answered. */
  public void bye(String why) {
    executor.execute(() -> dispatcher.bye(new Bye(why)));
  }

  /** The same when more of a literal is announced than can be read and dropped (RFC 7888 §4). */
  public void byeTooBig() {
    executor.execute(() -> dispatcher.bye(Bye.tooBig("More follows than can be passed over")));
  }

  /** Nothing has come from the client for the idle timeout (RFC 3501 §5.4). */
  public void idleTooLong() {
    executor.execute(dispatcher::autologout);
  }

  // ---- who and where ----

  /** Names the session in logs and causes. */
  public String id() {
    return id;
  }

  /** Where the client is. */
  public ClientAddress client() {
    return connection.client();
  }

  /** Whether a password may be taken: there is TLS, or the node does without (RFC 3501 §6.2.3). */
  public boolean passwordsAllowed() {
    return connection.secure() || services.limits().allowPlainLogin();
  }

  /** Whether STARTTLS can be offered: there is a certificate, and no TLS yet. */
  public boolean tlsPossible() {
    return connection.tlsPossible();
  }

  /** The state of RFC 3501 §3. */
  public SessionState state() {
    return state;
  }

  /** Who has logged in; present in the states AUTHENTICATED and SELECTED. */
  public Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  /** The account of the identity; only for commands that need a login. */
  public AccountRecord account() {
    Identity known = identity;
    if (known == null) {
      throw new IllegalStateException("session " + id + ": not logged in (expected: an identity)");
    }
    return known.account();
  }

  /** The selected mailbox; present in the state SELECTED. */
  public Optional<Selected> selected() {
    return Optional.ofNullable(selected);
  }

  /** The selected mailbox; only for commands of the state SELECTED. */
  public Selected mailbox() {
    Selected open = selected;
    if (open == null) {
      throw new IllegalStateException("session " + id + ": no mailbox is selected (expected: one)");
    }
    return open;
  }

  /** A cause with a fresh request id, for one change that this session makes. */
  public Cause cause(String command) {
    AccountRecord account = account();
    return new Cause(
        account.id(),
        account.name(),
        id,
        client().toString(),
        clientId,
        command,
        new RequestId(services.ids().next()));
  }

  // ---- what commands work with ----

  /** Runs the session's work. */
  public Executor executor() {
    return executor;
  }

  /** A stage with the same outcome that completes on the session's executor. */
  public <T> CompletionStage<T> here(CompletionStage<T> anywhere) {
    CompletableFuture<T> home = new CompletableFuture<>();
    anywhere.whenComplete(
        (value, failure) ->
            executor.execute(
                () -> {
                  if (failure == null) {
                    home.complete(value);
                  } else {
                    home.completeExceptionally(cause(failure));
                  }
                }));
    return home;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** Where responses are written. */
  public ImapWriter out() {
    return out;
  }

  /** What the node offers. */
  public Services services() {
    return services;
  }

  /** The bounds of this connection. */
  public ImapLimits limits() {
    return services.limits();
  }

  /** What has changed in the selected mailbox and is not told yet. */
  public Updates updates() {
    return updates;
  }

  /** The capability words that hold now (RFC 3501 §6.1.1). */
  public List<String> capabilities() {
    return commands.capabilities(this);
  }

  /**
   * Sends what has been written. Completes here when the socket takes more: to wait for it is the
   * back-pressure of everything that is long.
   */
  public CompletionStage<Void> flush() {
    return out.take()
        .map(burst -> here(connection.write(burst)))
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  /** Flushes if so much is waiting that it is worth a write of its own. */
  public CompletionStage<Void> flushIfLong() {
    return out.pendingOctets() < 32 * 1024 ? CompletableFuture.completedStage(null) : flush();
  }

  /** The next line of the client, for a command that has asked for it (AUTHENTICATE, IDLE). */
  public CompletionStage<byte[]> nextLine() {
    return dispatcher.nextLine();
  }

  /** The tag of the command that runs, which ESEARCH repeats (RFC 4466 §2.6.2). */
  public String commandTag() {
    return dispatcher.commandTag();
  }

  /** Runs a task of the session later. */
  public void after(Duration delay, Runnable task) {
    connection.after(delay, () -> executor.execute(task));
  }

  // ---- changes of state ----

  /** The client is who it says (RFC 3501 §6.2). */
  public void authenticated(AccountRecord account) {
    identity = new Identity(account);
    state = SessionState.AUTHENTICATED;
    dispatcher.loggedIn();
    connection.loggedIn();
  }

  /** TLS begins behind the tagged answer; what was said before it counts for nothing. */
  public void startTls() {
    clientId = "";
    dispatcher.startTls();
  }

  /** A login has failed: after some of them the client is sent away. */
  public void loginRefused() {
    loginFailures++;
    if (loginFailures >= limits().maxLoginFailures()) {
      dispatcher.bye(new Bye("Too many failed logins"));
    }
  }

  /** What the client says of itself (RFC 2971); goes into causes. */
  public void clientId(String text) {
    clientId = text;
  }

  /**
   * Switches something on for the connection. The first that asks for mod-sequences while a mailbox
   * is selected is told its HIGHESTMODSEQ (RFC 7162 §3.1).
   */
  public void enable(Feature feature) {
    boolean news = features.add(feature);
    if (news && feature == Feature.CONDSTORE) {
      updates.tellHighestModSeq();
    }
  }

  /** Whether the client has switched this on. */
  public boolean enabled(Feature feature) {
    return features.contains(feature);
  }

  /** Selects a mailbox that was opened just now, and listens to its changes from there on. */
  public Selected select(MailboxId mailbox, String name, Opened opened) {
    unselect();
    Selected chosen =
        new Selected(
            mailbox,
            name,
            opened.readOnly(),
            opened.uidValidity(),
            new MailboxView(opened.uids(), opened.recent()));
    selected = chosen;
    state = SessionState.SELECTED;
    updates.follow(chosen, opened);
    return chosen;
  }

  /** Leaves the selected mailbox, if there is one; what was not told is never told. */
  public void unselect() {
    updates.unfollow();
    selected = null;
    if (state == SessionState.SELECTED) {
      state = SessionState.AUTHENTICATED;
    }
  }

  /** Nothing more is wanted from the client: the tagged answer is the last thing it gets. */
  public void logout() {
    unselect();
    state = SessionState.LOGOUT;
  }

  void end() {
    logout();
    out.take().ifPresent(ByteBuf::release);
    executor.close();
  }
}
