package org.yubin.frontend.memory;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yubin.account.model.Initialise;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.auth.Authenticator;
import org.yubin.frontend.auth.Credentials;
import org.yubin.frontend.auth.DirectoryAuthenticator;
import org.yubin.frontend.auth.MemoryDirectory;
import org.yubin.frontend.auth.PasswordScheme;
import org.yubin.frontend.auth.RateLimit;
import org.yubin.frontend.auth.ScramDecoys;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.SessionMeasures;
import org.yubin.frontend.mime.MessageScanner;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageRow;

/** A node in memory: accounts whose password is their name, and what sessions work with. */
public final class MemoryNode implements AutoCloseable {
  /** Hashed so few times that a test does not wait for it. */
  private static final PasswordScheme CHEAP = new PasswordScheme(PasswordScheme.Kind.SCRAM, 16);

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final ExecutorService scan = Executors.newSingleThreadExecutor();
  private final Random random = new Random(1);
  private final IdSource ids = this::id;
  private final MemoryDirectory directory = new MemoryDirectory();
  private final Credentials credentials =
      new Credentials(Runnable::run, 100, new SecureRandom(), CHEAP);
  private final MemoryMailboxes mailboxes;
  private final MemoryAccounts trees;
  private final MemoryMessages messages = new MemoryMessages();
  private final Services services;

  /** Starts empty, with the time of this clock. */
  public MemoryNode(Clock clock) {
    mailboxes = new MemoryMailboxes(thread, clock);
    trees = new MemoryAccounts(mailboxes, thread, clock, ids);
    Authenticator authenticator =
        new DirectoryAuthenticator(
            directory,
            credentials,
            new ScramDecoys(new byte[32], CHEAP.scramIterations()),
            new RateLimit(clock, 1_000_000),
            clock,
            "imap",
            new SecureRandom());
    services =
        new Services(
            mailboxes,
            trees,
            messages,
            new MemoryBodies(),
            authenticator,
            ids,
            clock,
            ImapLimits.defaults().withPlainLogin(true),
            scan,
            SessionMeasures.NONE);
  }

  private synchronized UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** What sessions work with. */
  public Services services() {
    return services;
  }

  /** The accounts and their access logs. */
  public MemoryDirectory directory() {
    return directory;
  }

  /** The message store, which counts. */
  public MemoryMessages messages() {
    return messages;
  }

  /** Makes an account with the default mailboxes, whose password is its name. */
  public AccountRecord account(String name) {
    return account(name, name);
  }

  /** Makes an account with the default mailboxes. */
  public AccountRecord account(String name, String password) {
    AccountRecord account =
        new AccountRecord(
            ids.newAccountId(),
            name,
            "example.org",
            true,
            credentials.hash(password.toCharArray()).toCompletableFuture().join(),
            services.clock().instant());
    directory.create(account, List.of());
    ok(trees.execute(account.id(), new Initialise(), cause(account)));
    return account;
  }

  /** The id of a mailbox that exists. */
  public MailboxId mailbox(AccountRecord account, String name) {
    MailboxTree tree = ok(trees.tree(account.id()));
    return tree.find(name).flatMap(MailboxTree.Entry::id).orElseThrow();
  }

  /** Puts a message into a mailbox; gives its email id. */
  public EmailId append(
      AccountRecord account, String mailbox, byte[] message, FlagNames flags, InternalDate date) {
    MessageScanner scanner = new MessageScanner();
    scanner.update(message);
    EmailId email = ids.newEmailId();
    MailboxId to = mailbox(account, mailbox);
    MessageRow row =
        new MessageRow(
            account.id(), email, scanner.finish(), new byte[0], new StoredBody.Inline(message));
    messages.put(row, to, 0).toCompletableFuture().join();
    MailboxReply unused =
        ok(
            mailboxes.execute(
                to,
                new Append(List.of(new NewMessage(email, flags, message.length, date, 0, 0))),
                cause(account)));
    return email;
  }

  private Cause cause(AccountRecord account) {
    return new Cause(
        account.id(), account.name(), "test", "127.0.0.1:1", "", "TEST", new RequestId(id()));
  }

  private static <T> T ok(CompletionStage<Result<T>> stage) {
    Result<T> result = stage.toCompletableFuture().join();
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    throw new AssertionError(result);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    scan.shutdownNow();
  }
}
