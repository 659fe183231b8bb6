package org.yubin.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/** An account that comes from a backup keeps ids and UIDVALIDITY of its mailboxes. */
class RestoreAccountTest {
  private static final MailboxId INBOX = new MailboxId(new UUID(5, 1));
  private static final NewMailbox SENT =
      new NewMailbox(
          "Old/Sent",
          new MailboxId(new UUID(5, 2)),
          new UidValidity(7),
          Optional.of(SpecialUse.SENT));

  private static AccountScript restored() {
    AccountScript script = new AccountScript(1);
    script.run(new RestoreAccount(INBOX, new UidValidity(9)));
    script.run(new RestoreMailbox(SENT));
    return script;
  }

  @Test
  void mailboxes_keepIdsAndUidValidity_andHigherLevelsAreMade() {
    MailboxTree tree = restored().state.tree();

    assertThat(tree.find("inbox").orElseThrow().id()).contains(INBOX);
    assertThat(tree.find("INBOX").orElseThrow().uidValidity()).isEqualTo(new UidValidity(9));
    assertThat(tree.find("Old").orElseThrow().selectable()).isFalse();
    assertThat(tree.find("Old/Sent").orElseThrow())
        .isEqualTo(
            new MailboxTree.Entry(
                "Old/Sent", Optional.of(SENT.id()), SENT.use(), false, new UidValidity(7)));
  }

  @Test
  void repeated_changesNothing() {
    AccountScript script = restored();
    MailboxTree before = script.state.tree();

    assertThat(script.run(new RestoreAccount(INBOX, new UidValidity(9))))
        .isEqualTo(new AccountDecision.Answer(new AccountReply.Done()));
    assertThat(script.run(new RestoreMailbox(SENT)))
        .isEqualTo(new AccountDecision.Answer(SENT.created()));
    assertThat(script.state.tree()).isEqualTo(before);
  }

  @Test
  void accountThatHasBegunOtherwise_isRefused() {
    AccountScript script = AccountScript.initialised();

    assertThat(script.run(new RestoreAccount(INBOX, new UidValidity(9))))
        .isInstanceOfSatisfying(
            AccountDecision.Refuse.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.ALREADY_EXISTS));
  }

  @Test
  void takenName_isRefused_andATakenUseIsLeftOut() {
    AccountScript script = restored();
    MailboxId other = new MailboxId(new UUID(5, 3));

    assertThat(
            script.run(
                new RestoreMailbox(
                    new NewMailbox("Old/Sent", other, new UidValidity(8), Optional.empty()))))
        .isInstanceOf(AccountDecision.Refuse.class);
    script.run(new RestoreMailbox(new NewMailbox("Sent", other, new UidValidity(8), SENT.use())));
    assertThat(script.state.tree().find("Sent").orElseThrow().use()).isEmpty();
  }

  @Test
  void laterMailboxes_getAHigherUidValidity() {
    AccountScript script = new AccountScript(1);
    script.run(new RestoreAccount(INBOX, new UidValidity(4_000_000_000L)));
    script.create("new");

    assertThat(script.state.tree().find("new").orElseThrow().uidValidity())
        .isEqualTo(new UidValidity(4_000_000_001L));
  }
}
