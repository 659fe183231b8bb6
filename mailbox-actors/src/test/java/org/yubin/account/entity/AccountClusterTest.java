package org.yubin.account.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.DeleteMailbox;
import org.yubin.account.model.Initialise;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.RenameMailbox;
import org.yubin.account.model.SpecialUse;
import org.yubin.account.model.Subscribe;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;

/** Accounts and mailboxes together: sharding, journal and two nodes are real. */
class AccountClusterTest {
  private static Append messages(int count) {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(
          new NewMessage(
              Ids.secure().newEmailId(),
              FlagNames.of(SystemFlag.SEEN),
              100,
              new InternalDate(1_700_000_000, 0),
              1,
              1));
    }
    return new Append(messages);
  }

  @Test
  void accountsAndMailboxes_workFromEitherNodeAndAcrossTheEndOfAll() throws Exception {
    AccountId ann = Ids.secure().newAccountId();
    AccountNode one = new AccountNode(Optional.empty());
    AccountNode other = new AccountNode(Optional.of(one));
    MailboxTree before;
    MailboxId old;
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> one.nodes() == 2 && other.nodes() == 2);
      assertThat(other.run(ann, new Initialise())).isEqualTo(new AccountReply.Done());
      assertThat(one.tree(ann)).isEqualTo(other.tree(ann));
      for (int i = 0; i < 4; i++) {
        AccountNode node = i % 2 == 0 ? one : other;
        AccountReply made =
            node.run(ann, new CreateMailbox("Lists/" + i + "/caf\u00e9", Optional.empty()));
        assertThat(made).isInstanceOf(AccountReply.Created.class);
      }
      MailboxId inbox = other.id(ann, "INBOX");
      AccountNode.ok(other.mailboxes.execute(inbox, messages(5), AccountNode.cause(ann)));
      other.run(ann, new RenameMailbox("INBOX", "Old"));
      assertThat(one.id(ann, "INBOX")).isEqualTo(inbox);
      assertThat(AccountNode.ok(one.mailboxes.open(inbox, true)).uids()).isEqualTo(UidSet.EMPTY);

      MailboxId junk = one.id(ann, "Junk");
      one.run(ann, new DeleteMailbox("Junk"));
      assertThat(AccountNode.got(other.mailboxes.open(junk, true)))
          .isInstanceOfSatisfying(
              Result.Refused.class,
              refused -> assertThat(refused.why()).isEqualTo(Refusal.NONEXISTENT));
      one.run(ann, new CreateMailbox("Spam", Optional.of(SpecialUse.JUNK)));
      other.run(ann, new Subscribe("Spam"));
      before = one.tree(ann);
      old = one.id(ann, "Old");
    } finally {
      other.end();
      one.end();
    }
    AccountNode again = new AccountNode(Optional.empty());
    try {
      assertThat(again.tree(ann)).isEqualTo(before);
      assertThat(AccountNode.ok(again.mailboxes.open(old, true)).uids())
          .isEqualTo(UidSet.range(1, 5));
    } finally {
      again.end();
    }
  }
}
