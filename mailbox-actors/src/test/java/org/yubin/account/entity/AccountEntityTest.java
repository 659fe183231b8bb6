package org.yubin.account.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.DeleteMailbox;
import org.yubin.account.model.Initialise;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.RenameMailbox;
import org.yubin.account.model.Subscribe;
import org.yubin.account.model.Unsubscribe;
import org.yubin.entity.EntityCaller;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.EntityPorts;
import org.yubin.entity.EntitySettings;
import org.yubin.entity.FencePoints;
import org.yubin.entity.Residents;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.head.CassandraHeads;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadRow;
import org.yubin.persistence.head.OwnerId;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.CassandraPageStore;
import org.yubin.persistence.launch.CassandraFixture;

/** Accounts on a real journal, killed in the middle of what they do. */
class AccountEntityTest {
  private static final IdSource IDS = Ids.secure();
  private static final Config NODE =
      ConfigFactory.parseString(
          """
          akka.loglevel = WARNING
          akka.loggers = ["akka.event.slf4j.Slf4jLogger"]
          akka.logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
          akka.log-dead-letters = off
          akka.actor.provider = local
          akka.actor.allow-java-serialization = off
          akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
          yubin.account { entity { tick = 300ms, snapshot-events = 10 }, ask.attempt = 2s }
          """);

  private static ActorSystem<Void> system;
  private static CqlSession session;
  private static EntityPorts ports;
  private static EntityCaller caller;

  private final ScriptedMailboxes mailboxes = new ScriptedMailboxes();
  private final Map<AccountId, ActorRef<EntityMessage>> keepers = new ConcurrentHashMap<>();
  private final AccountId account = IDS.newAccountId();

  @BeforeAll
  static void startNode() throws Exception {
    CassandraFixture cassandra = CassandraFixture.shared();
    String keyspace = cassandra.migratedKeyspace();
    Config config = NODE.withFallback(cassandra.config(keyspace)).resolve();
    session = got(CassandraSessions.connect(config));
    ports =
        new EntityPorts(
            got(CassandraHeads.open(session, keyspace, new OwnerId(UUID.randomUUID()))),
            got(CassandraLogReader.open(session, keyspace, 20_000)),
            got(CassandraPageStore.open(session, keyspace, ForkJoinPool.commonPool())),
            InstantSource.system(),
            EntitySettings.from(config.getConfig("yubin.account.entity")),
            FencePoints.NONE);
    system = ActorSystem.create(Behaviors.empty(), "accounts", config);
    caller = new EntityCaller(system, config.getConfig("yubin.account.ask"));
  }

  @AfterAll
  static void stopNode() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    session.close();
  }

  private static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private ActorRef<EntityMessage> keeper(AccountId id) {
    return keepers.computeIfAbsent(
        id,
        key ->
            system.systemActorOf(
                Keeper.create(
                    AccountSharding.gate(
                        key,
                        ports,
                        mailboxes,
                        IDS,
                        self -> self.tell(EntityMessage.Stop.INSTANCE))),
                "keeper-" + key,
                Props.empty()));
  }

  private void kill() {
    keeper(account).tell(Keeper.Kill.NOW);
  }

  private Cause cause() {
    return new Cause(account, "me", "s1", "127.0.0.1:1", "", "TEST", new RequestId(IDS.next()));
  }

  private Accounts accounts() {
    return new ShardedAccounts(new Residents<>(), this::keeper, caller);
  }

  private CompletableFuture<Result<AccountReply>> begin(AccountCommand command, Cause cause) {
    return accounts().execute(account, command, cause).toCompletableFuture();
  }

  private Result<AccountReply> run(AccountCommand command) throws Exception {
    return got(begin(command, cause()));
  }

  private AccountReply done(AccountCommand command) throws Exception {
    Result<AccountReply> result = run(command);
    assertThat(result).isInstanceOf(Result.Ok.class);
    return ((Result.Ok<AccountReply>) result).value();
  }

  private MailboxTree tree() throws Exception {
    Result<MailboxTree> result = got(accounts().tree(account));
    assertThat(result).isInstanceOf(Result.Ok.class);
    return ((Result.Ok<MailboxTree>) result).value();
  }

  private MailboxId id(String name) throws Exception {
    return tree().find(name).flatMap(MailboxTree.Entry::id).orElseThrow();
  }

  private static void assertRefused(Result<?> result, Refusal why) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.why()).isEqualTo(why));
  }

  @Test
  void accountThatWasNeverInitialised_isNonexistent() throws Exception {
    assertRefused(got(accounts().tree(account)), Refusal.NONEXISTENT);
    assertRefused(run(new Subscribe("a")), Refusal.NONEXISTENT);
  }

  @Test
  void tree_survivesKillsAndStops() throws Exception {
    done(new Initialise());
    assertThat(mailboxes.existing()).hasSize(6);
    AccountReply created = done(new CreateMailbox("Lists/akka", Optional.empty()));
    assertThat(created).isInstanceOf(AccountReply.Created.class);
    done(new RenameMailbox("Lists", "Old"));
    done(new DeleteMailbox("Junk"));
    MailboxTree before = tree();
    kill();
    assertThat(tree()).isEqualTo(before);
    keeper(account).tell(EntityMessage.Stop.INSTANCE);
    assertThat(tree()).isEqualTo(before);
    assertThat(id("Old/akka")).isEqualTo(((AccountReply.Created) created).id());
    assertThat(mailboxes.deleted).hasSize(1);
    assertThat(before.subscriptions()).contains("Junk");
  }

  @Test
  void createThatIsKilledBeforeTheMailboxAnswers_isCarriedOnByTheNextOwner() throws Exception {
    done(new Initialise());
    mailboxes.mood = ScriptedMailboxes.Mood.SILENT;
    Cause cause = cause();
    CompletableFuture<Result<AccountReply>> create =
        begin(new CreateMailbox("a", Optional.empty()), cause);
    await().atMost(Duration.ofSeconds(20)).until(() -> mailboxes.count("Initialise") == 7);
    assertThat(tree().find("a")).isEmpty();
    assertThat(create).isNotDone();
    mailboxes.mood = ScriptedMailboxes.Mood.WILLING;
    kill();
    Result<AccountReply> result = got(create);
    assertThat(result).isInstanceOf(Result.Ok.class);
    assertThat(((Result.Ok<AccountReply>) result).value())
        .isInstanceOfSatisfying(
            AccountReply.Created.class,
            created -> assertThat(mailboxes.existing()).contains(created.id()).hasSize(7));
    assertThat(got(begin(new CreateMailbox("a", Optional.empty()), cause)))
        .usingRecursiveComparison()
        .ignoringFields("at", "highestModSeq")
        .isEqualTo(result);
    assertThat(tree().find("a")).isPresent();
  }

  @Test
  void createWhoseCallerIsGone_isCarriedOnWhenTheAccountIsNextAsked() throws Exception {
    done(new Initialise());
    mailboxes.mood = ScriptedMailboxes.Mood.UNAVAILABLE;
    var unanswered = begin(new CreateMailbox("orphan", Optional.empty()), cause());
    await().atMost(Duration.ofSeconds(20)).until(() -> mailboxes.count("Initialise") > 7);
    assertThat(unanswered).isNotDone();
    kill();
    mailboxes.mood = ScriptedMailboxes.Mood.WILLING;
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(tree().find("orphan")).isPresent());
  }

  @Test
  void deleteThatIsKilledInTheMiddle_deletesOnce() throws Exception {
    done(new Initialise());
    MailboxId trash = id("Trash");
    mailboxes.mood = ScriptedMailboxes.Mood.SILENT;
    CompletableFuture<Result<AccountReply>> delete = begin(new DeleteMailbox("Trash"), cause());
    await().atMost(Duration.ofSeconds(20)).until(() -> mailboxes.count("Delete") == 1);
    assertThat(tree().find("Trash")).isEmpty();
    mailboxes.mood = ScriptedMailboxes.Mood.WILLING;
    kill();
    assertThat(got(delete)).isInstanceOf(Result.Ok.class);
    assertThat(mailboxes.deleted).containsExactly(trash);
    AccountReply again = done(new CreateMailbox("Trash", Optional.empty()));
    assertThat(((AccountReply.Created) again).id()).isNotEqualTo(trash);
  }

  @Test
  void renameOfInbox_movesWhatIsInItThroughAKill() throws Exception {
    done(new Initialise());
    MailboxId inbox = id("INBOX");
    mailboxes.put(inbox, UidSet.range(1, 5));
    mailboxes.mood = ScriptedMailboxes.Mood.UNAVAILABLE;
    CompletableFuture<Result<AccountReply>> rename =
        begin(new RenameMailbox("INBOX", "Old/mail"), cause());
    await().atMost(Duration.ofSeconds(20)).until(() -> mailboxes.count("Initialise") > 6);
    kill();
    mailboxes.mood = ScriptedMailboxes.Mood.WILLING;
    assertThat(got(rename)).isInstanceOf(Result.Ok.class);
    assertThat(id("INBOX")).isEqualTo(inbox);
    assertThat(mailboxes.held(inbox).isEmpty()).isTrue();
    assertThat(mailboxes.held(id("Old/mail"))).isEqualTo(UidSet.range(1, 5));
  }

  @Test
  void renameOfInboxThatIsRefused_losesNothing() throws Exception {
    done(new Initialise());
    MailboxId inbox = id("INBOX");
    mailboxes.put(inbox, UidSet.range(1, 5));
    mailboxes.mood = ScriptedMailboxes.Mood.FULL;
    assertRefused(run(new RenameMailbox("INBOX", "Old")), Refusal.OVER_QUOTA);
    assertThat(mailboxes.held(inbox)).isEqualTo(UidSet.range(1, 5));
    assertThat(tree().find("Old")).isPresent();
  }

  @Test
  void twoWhoCreateTheSameName_getOneMailbox() throws Exception {
    done(new Initialise());
    CompletableFuture<Result<AccountReply>> one =
        begin(new CreateMailbox("same", Optional.empty()), cause());
    CompletableFuture<Result<AccountReply>> other =
        begin(new CreateMailbox("SAME/../x", Optional.empty()), cause());
    CompletableFuture<Result<AccountReply>> third =
        begin(new CreateMailbox("same", Optional.empty()), cause());
    assertThat(got(one)).isInstanceOf(Result.Ok.class);
    assertThat(got(other)).isInstanceOf(Result.Ok.class);
    assertRefused(got(third), Refusal.ALREADY_EXISTS);
    assertThat(mailboxes.existing()).hasSize(8);
  }

  @Test
  void manyChanges_areRecoveredFromASnapshot() throws Exception {
    done(new Initialise());
    for (int i = 0; i < 40; i++) {
      done(new Subscribe("list/" + i));
      if (i % 2 == 0) {
        done(new Unsubscribe("list/" + i));
      }
    }
    MailboxTree before = tree();
    assertThat(before.subscriptions()).hasSize(26);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                got(ports.heads().read(EntityId.of(account)))
                    .flatMap(HeadRow::snapshot)
                    .isPresent());
    kill();
    assertThat(tree()).isEqualTo(before);
    kill();
    assertThat(List.copyOf(tree().subscriptions())).hasSize(26);
  }
}
