package org.yubin.persistence.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.persistence.content.ContentFixture.await;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.persistence.content.BodyWriter;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.content.CassandraBlobStore;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.content.SpillingBodyWriters;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.summary.MessageSummary;

class CassandraMessageStoreTest {
  private static final IdSource IDS = Ids.secure();

  private static ContentFixture fixture;
  private static CassandraBlobStore blobs;
  private static BodyWriters bodies;
  private static CassandraMessageStore store;

  private final AccountId account = IDS.newAccountId();
  private final MailboxId mailbox = IDS.newMailboxId();

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(CassandraMessageStoreTest.class);
    blobs = new CassandraBlobStore(fixture.cql(), fixture.cpu(), fixture.clock(), 0);
    bodies = new SpillingBodyWriters(blobs, IDS);
    store = storeWithMemory();
    // What is prepared on first use would be counted by nobody, but takes time.
    MessageRow row = Messages.small(IDS.newAccountId(), IDS.newEmailId(), "first");
    await(store.put(row, IDS.newMailboxId(), fixture.nowMicros()));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  /** A process that has just started. */
  private static CassandraMessageStore storeWithMemory() {
    return new CassandraMessageStore(
        fixture.cql(),
        blobs,
        fixture.cpu(),
        fixture.clock(),
        CassandraMessageStore.DEFAULT_RETENTION,
        CassandraMessageStore.DEFAULT_CACHE_OCTETS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 131_073, 3_000_000})
  void everySize_comesBackAsItWas(int size) {
    byte[] octets = new byte[size];
    new Random(size).nextBytes(octets);
    byte[] prefix = "Return-Path: <>\r\n".getBytes(StandardCharsets.US_ASCII);
    StoredBody body = write(octets, false);
    assertThat(body)
        .isInstanceOf(size <= 32 * 1024 ? StoredBody.Inline.class : StoredBody.InBlob.class);
    EmailId email = IDS.newEmailId();
    MessageRow row =
        new MessageRow(account, email, Messages.summary(size, "s" + size), prefix, body);
    await(store.put(row, mailbox, fixture.nowMicros()));

    for (CassandraMessageStore some : List.of(store, storeWithMemory())) {
      MessageBody read = await(some.body(account, email)).orElseThrow();
      assertThat(read.sizeOctets()).isEqualTo(prefix.length + size);
      assertThat(read.summary()).isEqualTo(row.summary());
      ByteBuffer all = ByteBuffer.allocate(prefix.length + size);
      while (all.hasRemaining()) {
        all.put(await(read.read(all.position(), 100_000)));
      }
      byte[] expected = new byte[prefix.length + size];
      System.arraycopy(prefix, 0, expected, 0, prefix.length);
      System.arraycopy(octets, 0, expected, prefix.length, size);
      assertThat(all.array()).isEqualTo(expected);
      assertThat(await(read.read(prefix.length + size, 10)).remaining()).isZero();
      assertThat(await(read.read(3, 5))).isEqualTo(ByteBuffer.wrap(prefix, 3, 5));
    }
  }

  @Test
  void sharedBody_isABlobHoweverSmall() {
    StoredBody body = write(new byte[] {1, 2, 3}, true);
    assertThat(body).isInstanceOf(StoredBody.InBlob.class);
    for (int recipient = 0; recipient < 2; recipient++) {
      AccountId other = IDS.newAccountId();
      EmailId email = IDS.newEmailId();
      MessageRow row =
          new MessageRow(other, email, Messages.summary(3, "shared"), new byte[] {9}, body);
      await(store.put(row, IDS.newMailboxId(), fixture.nowMicros()));
      MessageBody read = await(storeWithMemory().body(other, email)).orElseThrow();
      assertThat(await(read.read(0, 100))).isEqualTo(ByteBuffer.wrap(new byte[] {9, 1, 2, 3}));
    }
  }

  @Test
  void unknownMessage_hasNoRow() {
    assertThat(await(store.row(account, IDS.newEmailId()))).isEmpty();
    assertThat(await(store.body(account, IDS.newEmailId()))).isEmpty();
  }

  @Test
  void appendOfASmallMessage_costsTwoStatements() {
    EmailId email = IDS.newEmailId();
    MessageRow row = Messages.small(account, email, "two statements");
    long before = fixture.statements();
    await(store.put(row, mailbox, fixture.nowMicros()));
    assertThat(fixture.statements() - before).isEqualTo(1);
    store.cache(mailbox, 1, email, row.summary());
    Awaitility.await().until(() -> fixture.statements() - before >= 2);
    assertThat(cachedRows(mailbox)).isEqualTo(1);
    assertThat(fixture.statements() - before).isEqualTo(3); // the third is the look just taken
    assertThat(store.failedCacheWrites()).isZero();

    // The row that was just written is known: its owner's client reads it at once.
    long known = fixture.statements();
    await(store.body(account, email).thenCompose(body -> body.orElseThrow().read(0, 10)));
    await(store.summaries(account, mailbox, List.of(new UidEmail(1, email))));
    assertThat(fixture.statements() - known).isZero();
  }

  @Test
  void thousandSummaries_costAHandfulOfStatementsOnceCached() {
    List<UidEmail> wanted = putMany(1000);
    long before = fixture.statements();
    Map<EmailId, MessageSummary> uncached =
        await(storeWithMemory().summaries(account, mailbox, wanted));
    assertThat(uncached).hasSize(1000);
    // 3 ranges that hold nothing, 32 multi-gets; what is written back runs behind.
    assertThat(fixture.statements() - before).isBetween(35L, 60L);
    Awaitility.await().until(() -> cachedRows(mailbox) == 1000);

    CassandraMessageStore restarted = storeWithMemory();
    long cachedBefore = fixture.statements();
    Map<EmailId, MessageSummary> cached = await(restarted.summaries(account, mailbox, wanted));
    assertThat(fixture.statements() - cachedBefore).isLessThanOrEqualTo(3);
    assertThat(cached).isEqualTo(uncached);

    long inMemory = fixture.statements();
    assertThat(await(restarted.summaries(account, mailbox, wanted))).isEqualTo(cached);
    assertThat(fixture.statements() - inMemory).isZero();
  }

  @Test
  void staleRangeRow_isAMissAndNeverAWrongAnswer() {
    List<UidEmail> wanted = putMany(3);
    // The table says that UID 1001 is some other message.
    store.cache(mailbox, 1001, IDS.newEmailId(), Messages.summary(1, "impostor"));
    Awaitility.await().until(() -> cachedRows(mailbox) == 1);
    Map<EmailId, MessageSummary> read =
        await(storeWithMemory().summaries(account, mailbox, wanted));
    assertThat(read.get(wanted.get(0).email())).isEqualTo(Messages.summary(8, "message0"));
    assertThat(read).hasSize(3);
  }

  @Test
  void scatteredUids_areReadWithoutTheRestOfTheirBucket() {
    List<UidEmail> wanted = putMany(1);
    EmailId far = wanted.get(0).email();
    store.cache(mailbox, 5, far, Messages.summary(8, "message0"));
    store.cache(mailbox, 400, far, Messages.summary(8, "message0"));
    Awaitility.await().until(() -> cachedRows(mailbox) == 2);
    long before = fixture.statements();
    assertThat(
            await(
                storeWithMemory()
                    .summaries(
                        account, mailbox, List.of(new UidEmail(5, far), new UidEmail(400, far)))))
        .hasSize(1);
    assertThat(fixture.statements() - before).isEqualTo(1);
  }

  @Test
  void addReferences_tellsWhatIsGone() {
    List<UidEmail> there = putMany(2);
    EmailId gone = IDS.newEmailId();
    MailboxId target = IDS.newMailboxId();
    List<EmailId> emails = List.of(there.get(0).email(), gone, there.get(1).email());
    assertThat(await(store.addReferences(account, target, emails))).containsExactly(gone);
    assertThat(references(account, there.get(0).email())).containsOnly(mailbox, target);
    assertThat(references(account, gone)).isEmpty();
    assertThat(await(store.addReferences(account, target, List.of()))).isEmpty();
  }

  @Test
  void addReferences_revivesACondemnedMessageAndRefusesADoomedOne() {
    List<UidEmail> there = putMany(2);
    EmailId condemned = there.get(0).email();
    EmailId doomed = there.get(1).email();
    condemn(condemned, 77);
    condemn(doomed, -1);
    Set<EmailId> lost =
        await(store.addReferences(account, IDS.newMailboxId(), List.of(condemned, doomed)));
    assertThat(lost).containsExactly(doomed);
    assertThat(message(condemned).isNull("condemned")).isTrue();
  }

  @Test
  void expire_notesWhenTheReferenceMayGo() {
    EmailId email = putMany(1).get(0).email();
    Instant expunged = Instant.parse("2026-01-01T00:00:00Z");
    await(store.expire(account, mailbox, List.of(email), expunged));
    long due = ChronoUnit.MICROS.between(Instant.EPOCH, expunged.plus(Duration.ofDays(30)));
    assertThat(message(email).getLong("expires_at")).isEqualTo(due);
    assertThat(
            fixture
                .session()
                .execute(
                    "SELECT third_id FROM collector_work WHERE hour = ? AND shard = ? AND due_at ="
                        + " ? AND kind = 'REFERENCE' AND first_id = ? AND second_id = ?",
                    due / 3_600_000_000L,
                    (int) (account.value().getLeastSignificantBits() & 3),
                    due,
                    account.value(),
                    email.value())
                .one()
                .getUuid("third_id"))
        .isEqualTo(mailbox.value());
  }

  @Test
  void hundredMegabytes_streamInAndOutWithLittleHeap() {
    int piece = 64 * 1024;
    int pieces = 1600;
    byte[] block = new byte[piece];
    new Random(5).nextBytes(block);
    long bound = heapAfterGc() + 4L * 1024 * 1024;
    BodyWriter writer = bodies.open(false);
    for (int i = 0; i < pieces; i++) {
      ByteBuffer octets = ByteBuffer.wrap(block);
      octets.putInt(0, i);
      await(writer.write(octets));
      if (i % 200 == 100) {
        assertHeapBelow(bound, "while writing");
      }
    }
    StoredBody body = await(writer.finish());
    assertThat(body.sizeOctets()).isEqualTo((long) pieces * piece);

    EmailId email = IDS.newEmailId();
    MessageRow row =
        new MessageRow(
            account, email, Messages.summary(body.sizeOctets(), "big"), new byte[0], body);
    await(store.put(row, mailbox, fixture.nowMicros()));
    MessageBody read = await(store.body(account, email)).orElseThrow();
    for (int i = 0; i < pieces; i += 4) {
      ByteBuffer window = await(read.read((long) i * piece, 4 * piece));
      for (int j = 0; j < 4; j++) {
        block = ByteBuffer.wrap(block).putInt(0, i + j).array();
        assertThat(window.slice(j * piece, piece).mismatch(ByteBuffer.wrap(block))).isEqualTo(-1);
      }
      if (i % 400 == 200) {
        assertHeapBelow(bound, "while reading");
      }
    }
  }

  /**
   * Nothing goes on but what was begun: so what is still held in the end is held for good. A single
   * look would not do, since the JVM leaves a collection out while a compressor's native code has
   * its hands on an array.
   */
  private static void assertHeapBelow(long bound, String when) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(heapAfterGc()).as("heap %s", when).isLessThan(bound));
  }

  /**
   * The least of some looks: other threads go on making garbage between a collection and the look.
   */
  private static long heapAfterGc() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int look = 0; look < 3; look++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Rows of messages 0.. with UIDs from 1001. */
  private List<UidEmail> putMany(int count) {
    List<UidEmail> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new UidEmail(1001 + i, IDS.newEmailId()));
    }
    await(
        Lanes.forEach(
            all,
            32,
            one ->
                store.put(
                    Messages.small(account, one.email(), "message" + (one.uid() - 1001)),
                    mailbox,
                    fixture.nowMicros())));
    return all;
  }

  private static StoredBody write(byte[] octets, boolean shared) {
    BodyWriter writer = bodies.open(shared);
    for (int from = 0; from < octets.length; from += 10_007) {
      await(writer.write(ByteBuffer.wrap(octets, from, Math.min(10_007, octets.length - from))));
    }
    return await(writer.finish());
  }

  private static long cachedRows(MailboxId mailbox) {
    long rows = 0;
    for (Row row :
        fixture
            .session()
            .execute(
                "SELECT uid FROM summary_range WHERE mailbox_id = ? AND bucket IN (0, 1, 2, 3, 4)",
                mailbox.value())) {
      rows += row.getLong("uid") > 0 ? 1 : 0;
    }
    return rows;
  }

  private static List<MailboxId> references(AccountId account, EmailId email) {
    return fixture
        .session()
        .execute(
            "SELECT mailbox_id FROM message WHERE account_id = ? AND email_id = ?",
            account.value(),
            email.value())
        .all()
        .stream()
        .map(row -> new MailboxId(row.getUuid("mailbox_id")))
        .toList();
  }

  private void condemn(EmailId email, long micros) {
    fixture
        .session()
        .execute(
            "UPDATE message SET condemned = ? WHERE account_id = ? AND email_id = ?"
                + " IF condemned = null",
            micros,
            account.value(),
            email.value());
  }

  private Row message(EmailId email) {
    return fixture
        .session()
        .execute(
            "SELECT * FROM message WHERE account_id = ? AND email_id = ? LIMIT 1",
            account.value(),
            email.value())
        .one();
  }
}
