package org.yubin.mailbox.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;

/** Two nodes: what is asked and pushed between them, and one of them leaving. */
class MailboxClusterTest {
  private static final int MAILBOXES = 12;

  /** Mailboxes to copy to; each is on the other node as likely as not. */
  private static final int FAR = 6;

  private static final int MANY = 5_000;

  @Test
  void nodeThatLeaves_takesNothingWithIt() throws Exception {
    MailboxNode first = MailboxNode.first(MailboxClusterTest.class, "");
    MailboxNode second = first.another("");
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                int up = 0;
                for (var member : Cluster.get(second.system).state().getMembers()) {
                  up += member.status().toString().equals("Up") ? 1 : 0;
                }
                return up == 2;
              });
      List<MailboxId> mailboxes = new ArrayList<>();
      Map<MailboxId, Queue<Changes>> pushes = new ConcurrentHashMap<>();
      for (int i = 0; i < MAILBOXES; i++) {
        MailboxId id = second.mailbox(100 + i);
        mailboxes.add(id);
        Queue<Changes> told = new ConcurrentLinkedQueue<>();
        pushes.put(id, told);
        second.mailboxes.subscribe(
            id, ModSeq.FIRST, false, push -> told.add(((MailboxPush.Changed) push).changes()));
        use(second, id);
        use(first, id);
      }
      MailboxId source = mailboxes.get(0);
      for (int i = 0; i < FAR; i++) {
        copyMany(second, source, second.mailbox(200 + i));
      }
      first.end();

      for (MailboxId id : mailboxes) {
        MailboxNode.ok(second.mailboxes.execute(id, MailboxNode.append(1), MailboxNode.cause()));
        Opened opened = MailboxNode.ok(second.mailboxes.open(id, true));
        assertThat(opened.uids()).isEqualTo(UidSet.of(2, 3, 5, 6, 7));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                pushes.values().forEach(MailboxClusterTest::assertTold);
              });
    } finally {
      second.end();
    }
  }

  /** So many messages that the command is longer than a message between nodes may be. */
  private static void copyMany(MailboxNode node, MailboxId source, MailboxId target)
      throws Exception {
    List<CopiedMessage> messages = new ArrayList<>();
    for (int i = 1; i <= MANY; i++) {
      messages.add(
          new CopiedMessage(
              new Uid(i),
              Ids.secure().newEmailId(),
              new FlagNames(Set.of(), Set.of("$Copied")),
              100,
              InternalDate.of(Instant.EPOCH),
              0,
              0));
    }
    MailboxReply.Copied copied =
        (MailboxReply.Copied) node.does(target, new AppendCopies(source, messages));
    assertThat(copied.target()).hasSize(MANY);
    assertThat(MailboxNode.ok(node.mailboxes.status(target)).messages()).isEqualTo(MANY);
  }

  /** Everything that can be asked, and so everything that can be sent. */
  private static void use(MailboxNode node, MailboxId id) throws Exception {
    MailboxReply.Appended appended = (MailboxReply.Appended) node.does(id, MailboxNode.append(3));
    UidSet all = appended.uids();
    node.does(
        id,
        new StoreFlags(
            UidSet.of(all.first()),
            new FlagChange(
                FlagChange.Mode.ADD, new FlagNames(Set.of(SystemFlag.DELETED), Set.of("x"))),
            Optional.of(new ModSeq(1000))));
    node.does(id, new Expunge(Optional.empty()));
    assertThat(MailboxNode.ok(node.mailboxes.status(id)).messages()).isBetween(2L, 4L);
    RecordPage page = MailboxNode.ok(node.mailboxes.records(id, all));
    assertThat(page.records()).hasSize(2);
    MailboxQuery query =
        new MailboxQuery.And(
            List.of(
                new MailboxQuery.Uids(all),
                new MailboxQuery.Not(new MailboxQuery.HasFlag(SystemFlag.DELETED))));
    assertThat(MailboxNode.ok(node.mailboxes.query(id, query)).size()).isEqualTo(2);
    assertThat(MailboxNode.ok(node.mailboxes.changesSince(id, ModSeq.FIRST)).appended().size())
        .isBetween(2L, 4L);
  }

  private static void assertTold(Queue<Changes> changes) {
    ModSeq told = ModSeq.FIRST;
    UidSet there = UidSet.EMPTY;
    for (Changes one : changes) {
      assertThat(one.from()).isEqualTo(told);
      told = one.to();
      there = there.or(one.appended()).andNot(one.vanished());
    }
    assertThat(there).isEqualTo(UidSet.of(2, 3, 5, 6, 7));
  }
}
