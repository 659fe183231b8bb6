package org.yubin.account.entity;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.MailboxTree;
import org.yubin.entity.EntityPorts;
import org.yubin.entity.EntitySettings;
import org.yubin.entity.FencePoints;
import org.yubin.mailbox.entity.MailboxSharding;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.head.CassandraHeads;
import org.yubin.persistence.head.OwnerId;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.CassandraPageStore;
import org.yubin.persistence.launch.CassandraFixture;

/** A node of a cluster with real accounts and real mailboxes. */
final class AccountNode {
  private static final IdSource IDS = Ids.secure();

  final Accounts accounts;
  final Mailboxes mailboxes;
  private final ActorSystem<Void> system;
  private final CqlSession session;

  /**
   * Starts and joins.
   *
   * @param seed a node of the cluster to join; empty: a cluster of its own
   */
  AccountNode(Optional<AccountNode> seed) throws Exception {
    CassandraFixture cassandra = CassandraFixture.shared();
    String keyspace = cassandra.migratedKeyspace();
    Config config =
        ConfigFactory.parseResourcesAnySyntax("cluster-test.conf")
            .withFallback(cassandra.config(keyspace))
            .resolve();
    session = got(CassandraSessions.connect(config));
    system = ActorSystem.create(Behaviors.empty(), "mailboxes", config);
    mailboxes =
        MailboxSharding.start(
            system,
            ports(keyspace, config.getConfig("yubin.mailbox.entity")),
            (account, mailbox, emails) -> CompletableFuture.completedFuture(null),
            (account, mailbox, emails, at) -> CompletableFuture.completedFuture(null));
    accounts =
        AccountSharding.start(
            system, ports(keyspace, config.getConfig("yubin.account.entity")), mailboxes, IDS);
    Cluster cluster = Cluster.get(system);
    ActorSystem<Void> first = seed.map(node -> node.system).orElse(system);
    cluster.manager().tell(Join.create(Cluster.get(first).selfMember().address()));
  }

  private EntityPorts ports(String keyspace, Config settings) throws Exception {
    return new EntityPorts(
        got(CassandraHeads.open(session, keyspace, new OwnerId(UUID.randomUUID()))),
        got(CassandraLogReader.open(session, keyspace, 20_000)),
        got(CassandraPageStore.open(session, keyspace, ForkJoinPool.commonPool())),
        InstantSource.system(),
        EntitySettings.from(settings),
        FencePoints.NONE);
  }

  AccountReply run(AccountId account, AccountCommand command) throws Exception {
    return ok(accounts.execute(account, command, cause(account)));
  }

  MailboxTree tree(AccountId account) throws Exception {
    return ok(accounts.tree(account));
  }

  MailboxId id(AccountId account, String name) throws Exception {
    return tree(account).find(name).flatMap(MailboxTree.Entry::id).orElseThrow();
  }

  /** How many nodes are up, as this one sees it. */
  int nodes() {
    int up = 0;
    for (var member : Cluster.get(system).state().getMembers()) {
      up += member.status() == MemberStatus.up() ? 1 : 0;
    }
    return up;
  }

  static Cause cause(AccountId account) {
    return new Cause(account, "me", "s1", "127.0.0.1:1", "", "TEST", new RequestId(IDS.next()));
  }

  static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  static <T> T ok(CompletionStage<Result<T>> stage) throws Exception {
    Result<T> result = got(stage);
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    throw new AssertionError(result);
  }

  void end() throws Exception {
    system.terminate();
    got(system.getWhenTerminated());
    session.close();
  }
}
