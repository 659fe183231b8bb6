package org.yubin.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.persistence.id.MailboxId;

class AccountModelTest {
  private static final AccountDecision DONE = new AccountDecision.Answer(new AccountReply.Done());

  private final AccountScript script = AccountScript.initialised();

  private static void assertRefused(AccountDecision decision, Refusal why) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            AccountDecision.Refuse.class, refuse -> assertThat(refuse.why()).isEqualTo(why));
  }

  private static MailboxId createdId(AccountDecision decision) {
    return ((AccountReply.Created) ((AccountDecision.Answer) decision).reply()).id();
  }

  @Test
  void initialise_makesDefaultMailboxesWithUsesSubscribed() {
    assertThat(script.names())
        .containsExactly("Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash");
    assertThat(script.entry("Sent").use()).contains(SpecialUse.SENT);
    assertThat(script.entry("inbox").use()).isEmpty();
    assertThat(script.state.tree().entries()).allMatch(MailboxTree.Entry::subscribed);
    assertThat(script.run(new Initialise())).isEqualTo(DONE);
    assertThat(script.names()).hasSize(6);
  }

  @Test
  void everythingBeforeInitialise_isNonexistent() {
    AccountScript fresh = new AccountScript(2);
    assertRefused(fresh.create("a"), Refusal.NONEXISTENT);
    assertRefused(fresh.run(new Subscribe("a")), Refusal.NONEXISTENT);
    assertRefused(fresh.run(new DeleteMailbox("INBOX")), Refusal.NONEXISTENT);
  }

  @Test
  void initialiseWhileItRuns_namesTheSameSaga() {
    AccountScript fresh = new AccountScript(3);
    AccountDecision first = fresh.begin(new Initialise());
    assertThat(fresh.names()).isEmpty();
    assertThat(fresh.begin(new Initialise())).isEqualTo(first);
  }

  @Test
  void create_makesNamesAboveWithoutMailbox() {
    script.create("foo/bar/zap");
    assertThat(script.entry("foo").selectable()).isFalse();
    assertThat(script.entry("foo/bar").selectable()).isFalse();
    assertThat(script.entry("foo/bar/zap").selectable()).isTrue();
    MailboxId id = createdId(script.create("foo/"));
    assertThat(script.entry("foo").id()).contains(id);
    assertThat(script.entry("foo/bar/zap").selectable()).isTrue();
  }

  @Test
  void createOfWhatExists_isRefusedInAnyCaseOfInboxAndAnyNormalForm() {
    assertRefused(script.create("iNbOx"), Refusal.ALREADY_EXISTS);
    script.create("caf\u00e9");
    assertRefused(script.create("cafe\u0301"), Refusal.ALREADY_EXISTS);
    assertThat(script.create("inbox/sub")).isInstanceOf(AccountDecision.Answer.class);
    assertThat(script.entry("INBOX/sub").selectable()).isTrue();
  }

  @Test
  void nameInTheMaking_isTakenButNotShown() {
    script.begin(new CreateMailbox("new", Optional.empty()));
    assertThat(script.state.tree().find("new")).isEmpty();
    assertRefused(script.create("new"), Refusal.ALREADY_EXISTS);
    assertRefused(script.run(new RenameMailbox("Sent", "new")), Refusal.ALREADY_EXISTS);
    assertRefused(script.run(new DeleteMailbox("new")), Refusal.NONEXISTENT);
  }

  @Test
  void retry_getsEqualReplyAndChangesNothing() {
    Cause cause = script.cause();
    AccountDecision first = script.run(new CreateMailbox("a", Optional.empty()), cause);
    int events = script.events.size();
    assertThat(script.run(new CreateMailbox("a", Optional.empty()), cause)).isEqualTo(first);
    assertThat(script.events).hasSize(events);
  }

  @Test
  void retryAfterFiveMinutes_isANewCommand() {
    Cause cause = script.cause();
    script.run(new CreateMailbox("a", Optional.empty()), cause);
    script.nowMicros += RequestMemory.KEPT_MICROS + 1;
    script.run(new Subscribe("tick"));
    assertRefused(
        script.run(new CreateMailbox("a", Optional.empty()), cause), Refusal.ALREADY_EXISTS);
  }

  @Test
  void closingTwice_changesNothing() {
    Cause cause = script.cause();
    script.begin(new CreateMailbox("a", Optional.empty()), cause);
    script.begin(new CloseSaga(cause.request()));
    AccountState after = script.state;
    assertThat(script.begin(new CloseSaga(cause.request()))).isEqualTo(DONE);
    assertThat(script.state).isEqualTo(after);
  }

  @Test
  void specialUse_isHeldByOneMailboxAndFollowsIt() {
    assertRefused(
        script.run(new CreateMailbox("Gone", Optional.of(SpecialUse.SENT))), Refusal.CANNOT);
    assertRefused(
        script.run(new CreateMailbox("Every", Optional.of(SpecialUse.ALL))), Refusal.CANNOT);
    script.run(new RenameMailbox("Sent", "Posted"));
    assertThat(script.entry("Posted").use()).contains(SpecialUse.SENT);
    script.run(new DeleteMailbox("Posted"));
    script.run(new CreateMailbox("Out", Optional.of(SpecialUse.SENT)));
    assertThat(script.state.tree().findByUse(SpecialUse.SENT).orElseThrow().name())
        .isEqualTo("Out");
  }

  /** The first example of RFC 3501 §6.3.4. */
  @Test
  void deleteOfNameWithoutMailbox_isRefusedWhileOthersStandBelow() {
    script.create("foo/bar");
    assertRefused(script.run(new DeleteMailbox("foo")), Refusal.HAS_CHILDREN);
    assertThat(script.run(new DeleteMailbox("foo/bar"))).isEqualTo(DONE);
    assertThat(script.entry("foo").selectable()).isFalse();
    assertThat(script.run(new DeleteMailbox("foo"))).isEqualTo(DONE);
    assertThat(script.state.tree().find("foo")).isEmpty();
  }

  /** The second example of RFC 3501 §6.3.4. */
  @Test
  void deleteOfMailboxWithOthersBelow_leavesItsName() {
    script.create("foo");
    script.create("foo/bar");
    assertThat(script.run(new DeleteMailbox("foo"))).isEqualTo(DONE);
    assertThat(script.entry("foo").selectable()).isFalse();
    assertThat(script.entry("foo/bar").selectable()).isTrue();
  }

  @Test
  void deleteOfInboxAndOfNothing_areRefused() {
    assertRefused(script.run(new DeleteMailbox("Inbox")), Refusal.CANNOT);
    assertRefused(script.run(new DeleteMailbox("nope")), Refusal.NONEXISTENT);
  }

  @Test
  void nameUsedAgain_hasNewMailboxAndHigherUidValidity() {
    MailboxId first = createdId(script.create("a"));
    long validity = script.entry("a").uidValidity().value();
    script.run(new DeleteMailbox("a"));
    script.nowMicros -= 10_000_000_000L; // a clock that went back
    assertThat(createdId(script.create("a"))).isNotEqualTo(first);
    assertThat(script.entry("a").uidValidity().value()).isGreaterThan(validity);
  }

  @Test
  void rename_movesAllBelowAndMakesNamesAbove() {
    MailboxId foo = createdId(script.create("foo"));
    MailboxId bar = createdId(script.create("foo/bar"));
    script.create("foolish");
    assertThat(script.run(new RenameMailbox("foo", "baz/rag/zowie"))).isEqualTo(DONE);
    assertThat(script.entry("baz/rag").selectable()).isFalse();
    assertThat(script.entry("baz/rag/zowie").id()).contains(foo);
    assertThat(script.entry("baz/rag/zowie/bar").id()).contains(bar);
    assertThat(script.state.tree().find("foo")).isEmpty();
    assertThat(script.state.tree().find("foolish")).isPresent();
  }

  @Test
  void renameOntoOrBelowItselfOrFromNothing_isRefused() {
    script.create("foo/bar");
    assertRefused(script.run(new RenameMailbox("foo", "foo")), Refusal.ALREADY_EXISTS);
    assertRefused(script.run(new RenameMailbox("foo", "Sent")), Refusal.ALREADY_EXISTS);
    assertRefused(script.run(new RenameMailbox("Sent", "foo")), Refusal.ALREADY_EXISTS);
    assertRefused(script.run(new RenameMailbox("foo", "foo/bar/baz")), Refusal.CANNOT);
    assertRefused(script.run(new RenameMailbox("nope", "a")), Refusal.NONEXISTENT);
    assertRefused(script.run(new RenameMailbox("foo", "a//b")), Refusal.CANNOT);
  }

  @Test
  void renameThatWouldMakeANameTooDeep_isRefused() {
    script.create("a" + "/b".repeat(20));
    assertRefused(script.run(new RenameMailbox("a", "c" + "/d".repeat(20))), Refusal.CANNOT);
    assertThat(script.state.tree().find("c")).isEmpty();
  }

  @Test
  void renameOfInbox_keepsItsMailboxAndNamesBelow() {
    script.create("INBOX/bar");
    Optional<MailboxId> inbox = script.entry("INBOX").id();
    assertThat(script.run(new RenameMailbox("inbox", "old-mail"))).isEqualTo(DONE);
    assertThat(script.entry("INBOX").id()).isEqualTo(inbox);
    assertThat(script.entry("INBOX/bar").selectable()).isTrue();
    assertThat(script.entry("old-mail").id()).isPresent().isNotEqualTo(inbox);
  }

  @Test
  void abandonedInboxRename_refusesTheCallerAndKeepsTheTarget() {
    Cause cause = script.cause();
    script.begin(new RenameMailbox("INBOX", "old"), cause);
    script.begin(new AbandonSaga(cause.request(), Refusal.OVER_QUOTA, "full"));
    assertThat(script.begin(new RenameMailbox("INBOX", "old"), cause))
        .isEqualTo(
            new AccountDecision.Answer(new AccountReply.Abandoned(Refusal.OVER_QUOTA, "full")));
    assertThat(script.entry("old").selectable()).isTrue();
    assertThat(script.state.sagas()).isEmpty();
  }

  @Test
  void subscriptions_surviveTheirMailboxAndDoNotFollowRename() {
    script.create("a");
    script.run(new Subscribe("a"));
    script.run(new Subscribe("never/was"));
    assertThat(script.entry("a").subscribed()).isTrue();
    script.run(new RenameMailbox("a", "b"));
    assertThat(script.state.subscriptions()).contains("a", "never/was").doesNotContain("b");
    assertThat(script.entry("b").subscribed()).isFalse();
    script.run(new Unsubscribe("a"));
    assertThat(script.state.subscriptions()).doesNotContain("a");
    assertThat(script.run(new Unsubscribe("a"))).isEqualTo(DONE);
  }

  @Test
  void tooManyNames_areRefused() {
    List<MailboxTree.Entry> many = new ArrayList<>(script.state.tree().entries());
    MailboxTree.Entry like = script.entry("Sent");
    for (int i = many.size(); i < AccountState.MAX_NAMES - 1; i++) {
      many.add(
          new MailboxTree.Entry("n" + i, like.id(), Optional.empty(), false, like.uidValidity()));
    }
    script.state = script.state.withTree(new MailboxTree(many, List.of()));
    assertRefused(script.create("x/y"), Refusal.LIMIT);
    assertThat(script.create("x")).isInstanceOf(AccountDecision.Answer.class);
    assertRefused(script.create("z"), Refusal.LIMIT);
  }
}
