package org.yubin.mailbox.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yubin.entity.EntityMessage;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadState;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;

/** One node with sharding, a real journal, and all that frontends ask of mailboxes. */
class MailboxesTest {
  private static MailboxNode node;
  private static Mailboxes mailboxes;

  @BeforeAll
  static void start() throws Exception {
    node =
        MailboxNode.first(
            MailboxesTest.class,
            """
            yubin.mailbox.entity { idle-after = 2s, snapshot-events = 20 }
            """);
    mailboxes = node.mailboxes;
  }

  @AfterAll
  static void stop() throws Exception {
    node.end();
  }

  @Test
  void appendStoreExpunge_areSeenByReads() throws Exception {
    MailboxId inbox = node.mailbox(11);

    assertThat(node.does(inbox, MailboxNode.append(3)))
        .isEqualTo(new MailboxReply.Appended(new UidValidity(11), UidSet.range(1, 3)));
    assertThat(node.does(inbox, flag(UidSet.of(1, 3), SystemFlag.DELETED)))
        .isEqualTo(new MailboxReply.Stored(UidSet.of(1, 3), UidSet.EMPTY, new ModSeq(3)));
    assertThat(node.does(inbox, new Expunge(Optional.of(UidSet.of(1)))))
        .isEqualTo(new MailboxReply.Expunged(UidSet.of(1)));

    Opened opened = MailboxNode.ok(mailboxes.open(inbox, false));
    assertThat(opened.uids()).isEqualTo(UidSet.of(2, 3));
    assertThat(opened.uidNext()).isEqualTo(new Uid(4));
    assertThat(opened.recent()).isEqualTo(UidSet.of(2, 3));
    assertThat(MailboxNode.ok(mailboxes.open(inbox, false)).recent()).isEqualTo(UidSet.EMPTY);
    RecordPage page = MailboxNode.ok(mailboxes.records(inbox, UidSet.range(1, 9)));
    assertThat(page.records()).extracting(r -> r.uid().value()).containsExactly(2L, 3L);
    assertThat(MailboxNode.ok(mailboxes.query(inbox, new MailboxQuery.HasFlag(SystemFlag.DELETED))))
        .isEqualTo(UidSet.of(3));
    Changes changes = MailboxNode.ok(mailboxes.changesSince(inbox, ModSeq.FIRST));
    assertThat(changes.appended()).isEqualTo(UidSet.of(2, 3));
    await().untilAsserted(() -> assertThat(node.expunged).isNotEmpty());
  }

  @Test
  void fixedRecords_areWhatWasAskedFor_andOutliveAnExpunge() throws Exception {
    MailboxId inbox = node.mailbox(13);
    assertThat(node.does(inbox, MailboxNode.append(5))).isInstanceOf(MailboxReply.Appended.class);
    List<MessageRecord> all =
        MailboxNode.ok(mailboxes.records(inbox, UidSet.range(1, 5))).records();

    assertThat(MailboxNode.ok(mailboxes.fixedRecords(inbox, UidSet.of(2, 4))).records())
        .containsExactly(all.get(1), all.get(3));
    node.does(inbox, flag(UidSet.of(3), SystemFlag.DELETED));
    node.does(inbox, new Expunge(Optional.of(UidSet.of(3))));
    node.does(inbox, MailboxNode.append(1));

    RecordPage known = MailboxNode.ok(mailboxes.fixedRecords(inbox, UidSet.of(3, 5)));
    assertThat(known.records())
        .extracting(MessageRecord::emailId)
        .containsExactly(all.get(2).emailId(), all.get(4).emailId());
    assertThat(known.rest()).isEqualTo(UidSet.EMPTY);
    RecordPage fresh = MailboxNode.ok(mailboxes.fixedRecords(inbox, UidSet.range(5, 9)));
    assertThat(fresh.records()).extracting(r -> r.uid().value()).containsExactly(5L, 6L);
  }

  @Test
  void mailboxThatWasNeverMade_isRefused() throws Exception {
    MailboxId unknown = Ids.secure().newMailboxId();

    Result<Opened> opened = MailboxNode.got(mailboxes.open(unknown, true));

    assertThat(opened).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused<Opened>) opened).why()).isEqualTo(Refusal.NONEXISTENT);
    assertThat(MailboxNode.got(mailboxes.status(unknown))).isInstanceOf(Result.Refused.class);
  }

  @Test
  void sleepingMailbox_tellsItsStatusAndComesBackTheSame() throws Exception {
    MailboxId inbox = node.mailbox(12);
    for (int i = 0; i < 30; i++) {
      node.does(inbox, MailboxNode.append(2));
    }
    node.does(inbox, flag(UidSet.range(1, 10), SystemFlag.SEEN));
    MailboxStatus awake = MailboxNode.ok(mailboxes.status(inbox));
    RecordPage before = MailboxNode.ok(mailboxes.records(inbox, UidSet.range(1, 60)));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                MailboxNode.got(node.heads.read(EntityId.of(inbox))).orElseThrow().state()
                    == HeadState.CLOSED);
    long epoch = MailboxNode.got(node.heads.epochOf(EntityId.of(inbox)));
    assertThat(MailboxNode.ok(mailboxes.status(inbox))).isEqualTo(awake);
    assertThat(awake.recent()).isEqualTo(60);
    assertThat(MailboxNode.got(node.heads.epochOf(EntityId.of(inbox)))).isEqualTo(epoch);

    RecordPage after = MailboxNode.ok(mailboxes.records(inbox, UidSet.range(1, 60)));
    assertThat(after.records()).isEqualTo(before.records());
    assertThat(MailboxNode.got(node.heads.epochOf(EntityId.of(inbox)))).isEqualTo(epoch + 1);
  }

  @Test
  void manyAskersAtOnce_areWrittenInGroups() throws Exception {
    MailboxId inbox = node.mailbox(13);
    List<CompletionStage<Result<MailboxReply>>> all = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      all.add(many(inbox, 10));
    }
    Set<Long> uids = new HashSet<>();
    for (CompletionStage<Result<MailboxReply>> one : all) {
      MailboxNode.ok(one);
    }
    MailboxNode.ok(mailboxes.open(inbox, true)).uids().forEach(uids::add);

    assertThat(uids).hasSize(640);
  }

  private static CompletionStage<Result<MailboxReply>> many(MailboxId inbox, int left) {
    CompletionStage<Result<MailboxReply>> one =
        mailboxes.execute(inbox, MailboxNode.append(1), MailboxNode.cause());
    return left == 1 ? one : one.thenCompose(done -> many(inbox, left - 1));
  }

  @Test
  void retryAcrossARestart_changesOnceAndAnswersTheSame() throws Exception {
    MailboxId inbox = node.mailbox(14);
    Cause cause = MailboxNode.cause();
    Result<MailboxReply> first =
        MailboxNode.got(mailboxes.execute(inbox, MailboxNode.append(2), cause));

    stopEntity(inbox);
    Result<MailboxReply> second =
        MailboxNode.got(mailboxes.execute(inbox, MailboxNode.append(2), cause));

    assertThat(((Result.Ok<MailboxReply>) second).value())
        .isEqualTo(((Result.Ok<MailboxReply>) first).value());
    assertThat(MailboxNode.ok(mailboxes.open(inbox, true)).uids()).isEqualTo(UidSet.of(1, 2));
  }

  @Test
  void subscription_tellsEachChangeOnceAndInOrderAcrossStops() throws Exception {
    MailboxId inbox = node.mailbox(15);
    Opened opened = MailboxNode.ok(mailboxes.open(inbox, false));
    Queue<MailboxPush> pushes = new ConcurrentLinkedQueue<>();
    Subscription subscription =
        mailboxes.subscribe(inbox, opened.highestModSeq(), false, pushes::add);

    for (int i = 0; i < 12; i++) {
      node.does(inbox, MailboxNode.append(1));
      if (i % 4 == 3) {
        stopEntity(inbox);
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(appended(pushes)).isEqualTo(UidSet.range(1, 12)));

    ModSeq told = opened.highestModSeq();
    long count = 0;
    for (MailboxPush push : pushes) {
      Changes changes = ((MailboxPush.Changed) push).changes();
      assertThat(changes.from()).isEqualTo(told);
      told = changes.to();
      count += changes.appended().size();
    }
    assertThat(count).isEqualTo(12);
    subscription.close();
  }

  private static UidSet appended(Queue<MailboxPush> pushes) {
    UidSet all = UidSet.EMPTY;
    for (MailboxPush push : pushes) {
      all = all.or(((MailboxPush.Changed) push).changes().appended());
    }
    return all;
  }

  @Test
  void move_leavesTheMessageInTheTargetOnly() throws Exception {
    MailboxId source = node.mailbox(16);
    MailboxId target = node.mailbox(17);
    node.does(source, MailboxNode.append(3));
    List<EmailId> emails =
        MailboxNode.ok(mailboxes.records(source, UidSet.of(1, 3))).records().stream()
            .map(record -> record.emailId())
            .toList();
    Cause cause = MailboxNode.cause();

    MailboxReply moved = MailboxNode.ok(mailboxes.move(source, UidSet.of(1, 3), target, cause));
    MailboxReply again = MailboxNode.ok(mailboxes.move(source, UidSet.of(1, 3), target, cause));

    assertThat(moved)
        .isEqualTo(
            new MailboxReply.Moved(
                new UidValidity(17),
                List.of(new Uid(1), new Uid(3)),
                List.of(new Uid(1), new Uid(2))));
    assertThat(again).isEqualTo(moved);
    assertThat(MailboxNode.ok(mailboxes.open(source, true)).uids()).isEqualTo(UidSet.of(2));
    assertThat(MailboxNode.ok(mailboxes.records(target, UidSet.of(1, 2))).records())
        .extracting(record -> record.emailId())
        .isEqualTo(emails);
    assertThat(node.referenced).containsAll(emails);
    await().untilAsserted(() -> assertThat(node.expunged).containsAll(emails));
    await()
        .untilAsserted(() -> assertThat(rows(target)).as("made, appended, settled").isEqualTo(3));
  }

  @Test
  void sourceThatWakesLate_movesNothingTwice() throws Exception {
    MailboxId source = node.mailbox(19);
    MailboxId target = node.mailbox(20);
    node.does(source, MailboxNode.append(2));
    Cause cause = MailboxNode.cause();
    // What is left behind by a source that died when its target had appended.
    MailboxNode.ok(mailboxes.execute(source, new BeginMove(UidSet.of(1), target), cause));
    RecordPage page = MailboxNode.ok(mailboxes.records(source, UidSet.of(1)));
    MailboxNode.ok(
        mailboxes.execute(
            target,
            new AppendCopies(
                source,
                List.of(CopiedMessage.of(page.records().get(0), page.keywords())),
                Optional.of(cause.request())),
            cause.withRequest(cause.request().atTarget())));
    stopEntity(source);
    node.pass(Duration.ofMinutes(6));
    node.does(target, MailboxNode.append(1));
    assertThat(rows(target)).isEqualTo(3);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(MailboxNode.ok(mailboxes.open(source, true)).uids())
                    .isEqualTo(UidSet.of(2)));

    await().untilAsserted(() -> assertThat(rows(target)).as("settled").isEqualTo(4));
    assertThat(MailboxNode.ok(mailboxes.open(target, true)).uids()).isEqualTo(UidSet.of(1, 2));
    assertThat(MailboxNode.ok(mailboxes.move(source, UidSet.of(1), target, cause)))
        .isEqualTo(
            new MailboxReply.Moved(new UidValidity(20), List.of(new Uid(1)), List.of(new Uid(1))));
  }

  /** The length of a mailbox's log. */
  private static long rows(MailboxId mailbox) throws Exception {
    Result<RecordPage> page = MailboxNode.got(mailboxes.records(mailbox, UidSet.EMPTY));
    return ((Result.Ok<RecordPage>) page).at().sequence();
  }

  @Test
  void moveToNowhere_leavesEverythingInPlace() throws Exception {
    MailboxId source = node.mailbox(18);
    node.does(source, MailboxNode.append(2));

    Result<MailboxReply> refused =
        MailboxNode.got(
            mailboxes.move(source, UidSet.of(1), Ids.secure().newMailboxId(), MailboxNode.cause()));

    assertThat(refused).isInstanceOf(Result.Refused.class);
    assertThat(node.does(source, flag(UidSet.of(1), SystemFlag.SEEN)))
        .isEqualTo(new MailboxReply.Stored(UidSet.of(1), UidSet.EMPTY, new ModSeq(3)));
  }

  private static StoreFlags flag(UidSet uids, SystemFlag flag) {
    return new StoreFlags(
        uids,
        new FlagChange(FlagChange.Mode.ADD, new FlagNames(Set.of(flag), Set.of())),
        Optional.empty());
  }

  private static void stopEntity(MailboxId mailbox) {
    ClusterSharding.get(node.system)
        .entityRefFor(MailboxSharding.KEY, mailbox.toString())
        .tell(EntityMessage.Stop.INSTANCE);
  }
}
