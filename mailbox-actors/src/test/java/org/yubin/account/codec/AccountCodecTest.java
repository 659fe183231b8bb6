package org.yubin.account.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.account.entity.message.AccountAnswer;
import org.yubin.account.entity.message.TreePage;
import org.yubin.account.model.AccountEvent;
import org.yubin.account.model.AccountEvent.AccountInitialised;
import org.yubin.account.model.AccountEvent.InboxRenameBegun;
import org.yubin.account.model.AccountEvent.InboxRenamed;
import org.yubin.account.model.AccountEvent.MailboxCreated;
import org.yubin.account.model.AccountEvent.MailboxCreationBegun;
import org.yubin.account.model.AccountEvent.MailboxDeleted;
import org.yubin.account.model.AccountEvent.MailboxDeletionBegun;
import org.yubin.account.model.AccountEvent.MailboxRenamed;
import org.yubin.account.model.AccountEvent.NameDeleted;
import org.yubin.account.model.AccountEvent.SagaAbandoned;
import org.yubin.account.model.AccountEvent.SubscriptionChanged;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.DeleteMailbox;
import org.yubin.account.model.Initialise;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.NewMailbox;
import org.yubin.account.model.RenameMailbox;
import org.yubin.account.model.RestoreAccount;
import org.yubin.account.model.RestoreMailbox;
import org.yubin.account.model.Saga;
import org.yubin.account.model.SpecialUse;
import org.yubin.account.model.Subscribe;
import org.yubin.account.model.Unsubscribe;
import org.yubin.mailbox.codec.EventAssembler;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.PageKey;

class AccountCodecTest {
  private static final RequestId SAGA = new RequestId(new UUID(3, 4));
  private static final MailboxId MAILBOX = new MailboxId(new UUID(5, 6));
  private static final Cause CAUSE =
      new Cause(new AccountId(new UUID(1, 2)), "me", "s", "127.0.0.1:1", "id", "CREATE", SAGA);
  private static final NewMailbox MAKING =
      new NewMailbox(
          "a/\u00e9", MAILBOX, new UidValidity(4_294_967_295L), Optional.of(SpecialUse.SENT));

  /** One of each kind, with the octets of its body as this release writes them. */
  private static final Map<AccountEvent, String> GOLDEN =
      Map.ofEntries(
          Map.entry(
              new AccountInitialised(CAUSE, List.of(MAKING)),
              "0a220a200a04612fc3a91210000000000000000500000000000000061" + "8ffffffff0f2007"),
          Map.entry(
              new MailboxCreationBegun(CAUSE, MAKING),
              "12220a200a04612fc3a912100000000000000005000000000000000618ffffffff0f2007"),
          Map.entry(new MailboxCreated(CAUSE, SAGA), "1a120a1000000000000000030000000000000004"),
          Map.entry(
              new MailboxDeletionBegun(CAUSE, "a", MAILBOX),
              "22150a0161121000000000000000050000000000000006"),
          Map.entry(new MailboxDeleted(CAUSE, SAGA), "2a120a1000000000000000030000000000000004"),
          Map.entry(new NameDeleted(CAUSE, "a"), "32030a0161"),
          Map.entry(new MailboxRenamed(CAUSE, "a", "b"), "3a060a0161120162"),
          Map.entry(
              new InboxRenameBegun(CAUSE, MAILBOX, MAKING),
              "42340a100000000000000005000000000000000612200a04612fc3a9121000000000000000050000"
                  + "00000000000618ffffffff0f2007"),
          Map.entry(new InboxRenamed(CAUSE, SAGA), "4a120a1000000000000000030000000000000004"),
          Map.entry(
              new SagaAbandoned(CAUSE, SAGA, Refusal.OVER_QUOTA, "full"),
              "52240a1000000000000000030000000000000004120a4f5645525f51554f54411a0466756c6c"),
          Map.entry(new SubscriptionChanged(CAUSE, "a", true), "5a050a01611001"));

  @Test
  void everyEvent_hasItsGoldenOctets() {
    GOLDEN.forEach(
        (event, hex) -> {
          byte[] body = HexFormat.of().parseHex(hex);
          assertThat(AccountEventCodec.decode(body, CAUSE)).isEqualTo(event);
          assertThat(HexFormat.of().formatHex(AccountEventCodec.encode(event).toByteArray()))
              .as(event.toString())
              .isEqualTo(hex);
        });
  }

  @Test
  void noEvent_isForgotten() {
    assertThat(GOLDEN.keySet().stream().map(Object::getClass).toList())
        .hasSameElementsAs(Arrays.asList(AccountEvent.class.getPermittedSubclasses()));
  }

  @Test
  void otherOctets_areNoEvent() {
    assertThatThrownBy(() -> AccountEventCodec.decode(new byte[] {1, 2, 3}, CAUSE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccountEventCodec.decode(new byte[0], CAUSE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everySpecialUse_comesBack() {
    for (SpecialUse use : SpecialUse.values()) {
      assertThat(Values.use(Values.use(Optional.of(use)))).contains(use);
    }
    assertThat(Values.use(Values.use(Optional.empty()))).isEmpty();
  }

  @Test
  void everySaga_comesBack() {
    List<Saga> sagas =
        List.of(
            new Saga.Creation(CAUSE, List.of(MAKING)),
            new Saga.Deletion(CAUSE, MAILBOX),
            new Saga.InboxRename(CAUSE, MAILBOX, MAKING));
    assertThat(sagas.stream().map(Object::getClass).toList())
        .hasSameElementsAs(Arrays.asList(Saga.class.getPermittedSubclasses()));
    sagas.forEach(
        saga -> assertThat(AccountSnapshot.decode(AccountSnapshot.encode(saga))).isEqualTo(saga));
  }

  @Test
  void everyReply_comesBackInAnAnswer() throws Exception {
    List<AccountReply> replies =
        List.of(
            new AccountReply.Done(),
            new AccountReply.Created(MAILBOX, new UidValidity(7)),
            new AccountReply.Underway(SAGA),
            new AccountReply.Abandoned(Refusal.LIMIT, "d"));
    assertThat(replies.stream().map(Object::getClass).toList())
        .hasSameElementsAs(Arrays.asList(AccountReply.class.getPermittedSubclasses()));
    for (AccountReply reply : replies) {
      AccountAnswer answer =
          new AccountAnswer(new Result.Ok<>(reply, new Position(2, 3), new ModSeq(4)));
      assertThat(AccountMessageCodec.answer(AccountMessageCodec.encode(answer))).isEqualTo(answer);
    }
    AccountAnswer refused = new AccountAnswer(new Result.Refused<>(Refusal.CANNOT, "no"));
    assertThat(AccountMessageCodec.answer(AccountMessageCodec.encode(refused))).isEqualTo(refused);
  }

  @Test
  void everyCommandOfCallers_comesBack() {
    for (var command :
        List.of(
            new Initialise(),
            new CreateMailbox("a", Optional.of(SpecialUse.JUNK)),
            new CreateMailbox("a", Optional.empty()),
            new DeleteMailbox("a"),
            new RenameMailbox("a", "b"),
            new Subscribe("a"),
            new Unsubscribe("a"),
            new RestoreAccount(MAKING.id(), MAKING.uidValidity()),
            new RestoreMailbox(MAKING))) {
      assertThat(AccountMessageCodec.decode(AccountMessageCodec.encode(command)))
          .isEqualTo(command);
    }
  }

  /** Writes events as an owner does; the log of it. */
  private static List<byte[]> log(List<LoggedAccount> states) {
    List<byte[]> rows = new ArrayList<>();
    LoggedAccount account = LoggedAccount.EMPTY;
    List<AccountEvent> events =
        List.of(
            new AccountInitialised(CAUSE, List.of(MAKING)),
            new MailboxCreated(CAUSE.withRequest(new RequestId(new UUID(8, 8))), SAGA),
            new SubscriptionChanged(CAUSE.withRequest(new RequestId(new UUID(8, 9))), "gone", true),
            new MailboxCreationBegun(
                CAUSE.withRequest(new RequestId(new UUID(8, 10))),
                new NewMailbox(
                    "b/c", new MailboxId(new UUID(9, 9)), new UidValidity(9), Optional.empty())));
    long epoch = 1;
    for (AccountEvent event : events) {
      AccountLog.Row row = AccountLog.write(account, epoch++, event, 1_000 - epoch);
      rows.add(row.octets());
      account = row.after();
      states.add(account);
    }
    return rows;
  }

  @Test
  void replay_givesTheStateThatWasWritten() {
    List<LoggedAccount> states = new ArrayList<>();
    EventAssembler rows = new EventAssembler(LoggedAccount.EMPTY.tip());
    LoggedAccount account = LoggedAccount.EMPTY;
    for (byte[] row : log(states)) {
      account = AccountLog.read(account, rows.accept(row).orElseThrow());
      assertThat(account).isEqualTo(states.remove(0));
    }
    assertThat(account.tip().at()).isEqualTo(new Position(4, 4));
    assertThat(account.state().modSeq()).isEqualTo(new ModSeq(4));
  }

  @Test
  void snapshot_givesTheSameState() {
    List<LoggedAccount> states = new ArrayList<>();
    log(states);
    for (LoggedAccount account : states) {
      AccountSnapshot snapshot = new AccountSnapshot(account);
      SortedMap<PageKey, byte[]> pages = new TreeMap<>();
      snapshot.pages().forEach(key -> pages.put(key, snapshot.encode(key)));
      assertThat(AccountSnapshot.restore(snapshot.root(), pages)).isEqualTo(account);
    }
    AccountSnapshot before = new AccountSnapshot(states.get(2));
    AccountSnapshot after = new AccountSnapshot(states.get(3));
    assertThat(after.pages()).isNotEmpty().allMatch(page -> after.samePage(page, before));
    AccountSnapshot first = new AccountSnapshot(states.get(0));
    assertThat(after.pages()).anyMatch(page -> !after.samePage(page, first));
  }

  @Test
  void largeTree_travelsInPagesAndStaysWithinThemInSnapshots() {
    List<MailboxTree.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      entries.add(
          new MailboxTree.Entry(
              "%04d%s".formatted(i, "x".repeat(900)),
              Optional.of(MAILBOX),
              Optional.empty(),
              false,
              new UidValidity(1)));
    }
    MailboxTree tree = new MailboxTree(entries, List.of("gone", entries.get(7).name()));
    List<TreePage.Line> lines = new ArrayList<>();
    Optional<String> after = Optional.empty();
    boolean last = false;
    while (!last) {
      TreePage page = TreePage.of(tree, after);
      AccountAnswer answer = new AccountAnswer(new Result.Ok<>(page, Position.START, ModSeq.ZERO));
      assertThat(AccountMessageCodec.encode(answer).length).isLessThan(128 * 1024);
      lines.addAll(page.lines());
      after = Optional.of(page.lines().get(page.lines().size() - 1).name());
      last = page.last();
    }
    assertThat(TreePage.tree(lines)).isEqualTo(tree);
  }
}
