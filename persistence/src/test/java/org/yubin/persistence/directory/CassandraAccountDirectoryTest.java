package org.yubin.persistence.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.yubin.persistence.content.ContentFixture.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;

class CassandraAccountDirectoryTest {
  private static final IdSource IDS = Ids.secure();

  private static ContentFixture fixture;
  private static CassandraAccountDirectory directory;

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(CassandraAccountDirectoryTest.class);
    directory = new CassandraAccountDirectory(fixture.cql(), IDS, fixture.clock());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static AccountRecord account(String name) {
    return new AccountRecord(
        IDS.newAccountId(), name, "example.org", true, "$argon2id$x", fixture.clock().instant());
  }

  @Test
  void account_isFoundByNameIdAndAddress() {
    AccountRecord alice = account("alice");
    assertThat(await(directory.create(alice, List.of("alice@example.org", "a@example.org"))))
        .isTrue();
    assertThat(await(directory.byName("alice"))).contains(alice);
    assertThat(await(directory.byId(alice.id()))).contains(alice);
    assertThat(await(directory.resolve("a@example.org"))).containsExactly(alice.id());
    assertThat(await(directory.byName("nobody"))).isEmpty();
    assertThat(await(directory.resolve("nobody@example.org"))).isEmpty();
    assertThat(alice.toString()).doesNotContain("argon2id");
  }

  @Test
  void namesAndAddresses_areComparedInLowerCaseAndNfc() {
    AccountRecord joerg = account("Jo\u0308rg");
    assertThat(await(directory.create(joerg, List.of("J\u00d6RG@Example.ORG")))).isTrue();
    assertThat(await(directory.byName("J\u00d6RG")).orElseThrow().name()).isEqualTo("j\u00f6rg");
    assertThat(await(directory.resolve("jo\u0308rg@example.org"))).containsExactly(joerg.id());
  }

  @Test
  void takenName_isRefused() {
    assertThat(await(directory.create(account("bob"), List.of("bob@example.org")))).isTrue();
    assertThat(await(directory.create(account("BOB"), List.of("bob2@example.org")))).isFalse();
    assertThat(await(directory.resolve("bob2@example.org"))).isEmpty();
  }

  @Test
  void takenAddress_isRefusedAndNothingIsLeft() {
    AccountRecord carol = account("carol");
    assertThat(await(directory.create(carol, List.of("carol@example.org")))).isTrue();
    assertThat(
            await(
                directory.create(
                    account("carla"), List.of("carla@example.org", "carol@example.org"))))
        .isFalse();
    assertThat(await(directory.byName("carla"))).isEmpty();
    assertThat(await(directory.resolve("carla@example.org"))).isEmpty();
    assertThat(await(directory.resolve("carol@example.org"))).containsExactly(carol.id());
    assertThat(await(directory.create(account("carla"), List.of("carla@example.org")))).isTrue();
  }

  @Test
  void manyAtOnceForOneName_oneGetsIt() {
    for (int round = 0; round < 3; round++) {
      String name = "race" + round;
      List<AccountRecord> all = new ArrayList<>();
      List<CompletionStage<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        AccountRecord one = account(name);
        all.add(one);
        answers.add(directory.create(one, List.of(name + "@example.org")));
      }
      List<AccountId> winners = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (await(answers.get(i))) {
          winners.add(all.get(i).id());
        }
      }
      assertThat(winners).hasSize(1);
      assertThat(await(directory.byName(name)).orElseThrow().id()).isEqualTo(winners.get(0));
      assertThat(await(directory.resolve(name + "@example.org"))).isEqualTo(winners);
    }
  }

  @Test
  void claimLeftFromACrash_isTakenOverLater() {
    fixture
        .session()
        .execute(
            "INSERT INTO account_name (name, account_id, claimed_at) VALUES ('dave', ?, ?)",
            IDS.next(),
            fixture.nowMicros());
    assertThat(await(directory.create(account("dave"), List.of()))).isFalse();
    assertThat(await(directory.byName("dave"))).isEmpty();
    fixture.clock().forward(Duration.ofMinutes(2));
    assertThat(await(directory.create(account("dave"), List.of()))).isTrue();
    // A claim with an account behind it is never taken over, however old.
    fixture.clock().forward(Duration.ofDays(2));
    assertThat(await(directory.create(account("dave"), List.of()))).isFalse();
  }

  @Test
  void credentialAndEnabled_changeOnlyWhatExists() {
    await(directory.create(account("erin"), List.of()));
    assertThat(await(directory.setCredential("ERIN", "new"))).isTrue();
    assertThat(await(directory.setEnabled("erin", false))).isTrue();
    AccountRecord erin = await(directory.byName("erin")).orElseThrow();
    assertThat(erin.credential()).isEqualTo("new");
    assertThat(erin.enabled()).isFalse();
    assertThat(await(directory.setCredential("nobody", "x"))).isFalse();
    assertThat(await(directory.setEnabled("nobody", true))).isFalse();
  }

  @Test
  void deletedAccount_givesItsNameAndAddressesBack() {
    AccountRecord frank = account("frank");
    await(directory.create(frank, List.of("frank@example.org")));
    assertThat(await(directory.delete("frank"))).isTrue();
    assertThat(await(directory.delete("frank"))).isFalse();
    assertThat(await(directory.byId(frank.id()))).isEmpty();
    assertThat(await(directory.resolve("frank@example.org"))).isEmpty();
    assertThat(await(directory.setCredential("frank", "x"))).isFalse();
    assertThat(await(directory.create(account("frank"), List.of("frank@example.org")))).isTrue();
  }

  @Test
  void alias_standsForSeveralAccountsAndMayChange() {
    AccountRecord gina = account("gina");
    AccountRecord hugo = account("hugo");
    await(directory.create(gina, List.of("gina@example.org")));
    await(directory.create(hugo, List.of("hugo@example.org")));
    assertThat(await(directory.addAlias("Team@example.org", List.of(gina.id(), hugo.id()))))
        .isTrue();
    assertThat(await(directory.resolve("team@EXAMPLE.org")))
        .containsExactlyInAnyOrder(gina.id(), hugo.id());
    assertThat(await(directory.addAlias("team@example.org", List.of(hugo.id())))).isTrue();
    assertThat(await(directory.resolve("team@example.org"))).containsExactly(hugo.id());
    assertThat(await(directory.addAlias("gina@example.org", List.of(hugo.id())))).isFalse();
    assertThat(await(directory.create(account("ivan"), List.of("team@example.org")))).isFalse();
  }

  @Test
  void domains_areListedOnce() {
    assertThat(await(directory.addDomain("Example.NET"))).isTrue();
    assertThat(await(directory.addDomain("example.net"))).isFalse();
    assertThat(await(directory.addDomain("a.example"))).isTrue();
    assertThat(await(directory.domains())).containsExactly("a.example", "example.net");
  }

  @Test
  void list_isSortedByName() {
    await(directory.create(account("zoe"), List.of()));
    await(directory.create(account("yan"), List.of()));
    assertThat(await(directory.list()).stream().map(AccountRecord::name))
        .contains("yan", "zoe")
        .isSorted();
  }

  @Test
  void accessLog_isReadNewestFirst() {
    AccountId id = IDS.newAccountId();
    for (int i = 0; i < 3; i++) {
      AccessEntry entry =
          new AccessEntry(
              fixture.clock().instant().minus(Duration.ofDays(40L * i)),
              AccessEntry.Kind.REFUSED,
              "imap",
              "192.0.2.1:5",
              "try " + i + "x".repeat(300));
      await(directory.recordAccess(id, entry));
    }
    List<AccessEntry> log = await(directory.accesses(id, 2));
    assertThat(log)
        .extracting(entry -> entry.detail().substring(0, 5))
        .containsExactly("try 0", "try 1");
    assertThat(log.get(0).detail()).hasSize(256);
  }

  @Test
  void nameThatCannotBeOne_isRefused() {
    for (String name : List.of("", "a b", "x".repeat(321), "tab\there")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> directory.create(account(name), List.of()));
    }
  }
}
