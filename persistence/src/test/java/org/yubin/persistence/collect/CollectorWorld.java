package org.yubin.persistence.collect;

import static org.yubin.persistence.content.ContentFixture.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.yubin.persistence.content.BodyWriter;
import org.yubin.persistence.content.CassandraBlobStore;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.content.SpillingBodyWriters;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.CassandraMessageStore;
import org.yubin.persistence.message.MessageRow;
import org.yubin.persistence.message.Messages;

/**
 * One account with mailboxes in memory, in front of real tables that other worlds use too: whatever
 * belongs to another account counts as held, so each test also shows that nothing else is touched.
 */
final class CollectorWorld implements ReferenceCheck, RetentionHold {
  static final CollectorSettings SETTINGS =
      new CollectorSettings(
          Duration.ofHours(24),
          Duration.ofHours(1),
          Duration.ofDays(30),
          Duration.ofDays(30),
          200,
          100);

  static final IdSource IDS = Ids.secure();

  final ContentFixture fixture;
  final AccountId account = IDS.newAccountId();
  final MailboxId inbox = IDS.newMailboxId();
  final MailboxId archive = IDS.newMailboxId();
  final CassandraBlobStore blobs;
  final CassandraMessageStore store;
  final Map<MailboxId, Set<EmailId>> mailboxes = new ConcurrentHashMap<>();
  volatile boolean onHold;
  volatile boolean answering = true;

  /** What happens while the collector asks a mailbox. */
  volatile Runnable whileAsked = () -> {};

  BlobCollector collector;

  CollectorWorld(ContentFixture fixture) {
    this.fixture = fixture;
    blobs = new CassandraBlobStore(fixture.cql(), fixture.cpu(), fixture.clock(), 0);
    store =
        new CassandraMessageStore(
            fixture.cql(), blobs, fixture.cpu(), fixture.clock(), SETTINGS.retention(), 0);
    collector = collector(SETTINGS);
  }

  BlobCollector collector(CollectorSettings settings) {
    return new BlobCollector(
        fixture.cql(), blobs, this, this, settings, fixture.clock(), IDS.next());
  }

  @Override
  public CompletionStage<Set<EmailId>> holds(
      AccountId asked, MailboxId mailbox, Collection<EmailId> emails) {
    Set<EmailId> held = new HashSet<>(emails);
    if (!asked.equals(account)) {
      return CompletableFuture.completedFuture(held);
    }
    if (!answering) {
      return CompletableFuture.failedFuture(new IllegalStateException("mailbox does not answer"));
    }
    return CompletableFuture.supplyAsync(
        () -> {
          held.retainAll(mailboxes.getOrDefault(mailbox, Set.of()));
          whileAsked.run();
          return held;
        });
  }

  @Override
  public CompletionStage<Boolean> holds(AccountId asked) {
    return CompletableFuture.completedFuture(asked.equals(account) && onHold);
  }

  /** What is stored before an APPEND's event. */
  EmailId store(int size) {
    return store(body(size, false), inbox);
  }

  EmailId store(StoredBody body, MailboxId mailbox) {
    EmailId email = IDS.newEmailId();
    await(store.put(row(email, body), mailbox, fixture.nowMicros()));
    return email;
  }

  MessageRow row(EmailId email, StoredBody body) {
    return new MessageRow(
        account, email, Messages.summary(body.sizeOctets(), "m"), new byte[0], body);
  }

  /** A whole APPEND. */
  EmailId append(int size) {
    EmailId email = store(size);
    happened(inbox, email);
    return email;
  }

  /** The event of an APPEND or COPY. */
  void happened(MailboxId mailbox, EmailId email) {
    mailboxes.computeIfAbsent(mailbox, none -> ConcurrentHashMap.newKeySet()).add(email);
  }

  /** A whole COPY; false if it was refused. */
  boolean copy(EmailId email, MailboxId target) {
    if (!await(store.addReferences(account, target, List.of(email))).isEmpty()) {
      return false;
    }
    happened(target, email);
    return true;
  }

  /** A whole EXPUNGE. */
  void expunge(MailboxId mailbox, EmailId email) {
    mailboxes.getOrDefault(mailbox, new HashSet<>()).remove(email);
    await(store.expire(account, mailbox, List.of(email), fixture.clock().instant()));
  }

  StoredBody body(int size, boolean shared) {
    BodyWriter writer = new SpillingBodyWriters(blobs, IDS).open(shared);
    await(writer.write(ByteBuffer.wrap(new byte[size])));
    return await(writer.finish());
  }

  void later(Duration by) {
    fixture.clock().forward(by);
  }

  /** Steps until the scan has come around twice, so that all that can be seen now was handled. */
  void collect() {
    long passes = collector.counts().passes();
    List<Boolean> leading = new ArrayList<>();
    while (collector.counts().passes() < passes + 2) {
      leading.add(await(collector.step()));
      if (leading.size() > 500 || !leading.get(leading.size() - 1)) {
        throw new AssertionError("collector does not come around, leading: " + leading);
      }
    }
  }

  boolean readable(EmailId email) {
    return await(store.body(account, email))
        .map(body -> await(body.read(0, 1)).remaining() == 1)
        .orElse(false);
  }

  boolean rowExists(EmailId email) {
    return fixture
            .session()
            .execute(
                "SELECT email_id FROM message WHERE account_id = ? AND email_id = ?",
                account.value(),
                email.value())
            .one()
        != null;
  }

  /** Any trace of a blob: its head, chunks or references. */
  boolean blobExists(BlobId blob) {
    return exists("SELECT blob_id FROM blob_head WHERE blob_id = ?", blob)
        || exists("SELECT blob_id FROM blob_chunk WHERE blob_id = ? AND bucket IN (0, 1)", blob)
        || exists("SELECT blob_id FROM blob_reference WHERE blob_id = ?", blob);
  }

  private boolean exists(String query, BlobId blob) {
    return fixture.session().execute(query, blob.value()).one() != null;
  }
}
