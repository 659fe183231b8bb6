package org.yubin.mailbox.entity;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yubin.entity.EntityPorts;
import org.yubin.entity.EntitySettings;
import org.yubin.entity.FencePoints;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.head.CassandraHeads;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.head.OwnerId;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.CassandraPageStore;
import org.yubin.persistence.launch.CassandraFixture;
import org.yubin.persistence.schema.Migrations;

/** A node of a cluster with mailboxes on it, and what tests ask of them. */
final class MailboxNode {
  static final AccountId OWNER = new AccountId(new UUID(7, 7));

  final ActorSystem<?> system;
  final Mailboxes mailboxes;
  final Heads heads;
  final Collection<EmailId> referenced = new ConcurrentLinkedQueue<>();
  final Collection<EmailId> expunged = new ConcurrentLinkedQueue<>();
  private volatile Duration ahead = Duration.ZERO;
  private final CqlSession session;
  private final String hostAndPort;
  private final String keyspace;

  private MailboxNode(String hostAndPort, String keyspace, String more, @Nullable MailboxNode seed)
      throws Exception {
    this.hostAndPort = hostAndPort;
    this.keyspace = keyspace;
    Config config = config(hostAndPort, keyspace, more);
    this.session = got(CassandraSessions.connect(config));
    this.heads = got(CassandraHeads.open(session, keyspace, new OwnerId(UUID.randomUUID())));
    this.system = ActorSystem.create(Behaviors.empty(), "mailboxes", config);
    this.mailboxes =
        MailboxSharding.start(
            system,
            new EntityPorts(
                heads,
                got(CassandraLogReader.open(session, keyspace, 20_000)),
                got(CassandraPageStore.open(session, keyspace, ForkJoinPool.commonPool())),
                () -> Instant.now().plus(ahead),
                EntitySettings.from(config.getConfig("yubin.mailbox.entity")),
                FencePoints.NONE),
            this::reference,
            this::left);
    Cluster cluster = Cluster.get(system);
    cluster
        .manager()
        .tell(Join.create(seed == null ? cluster.selfMember().address() : seed.address()));
  }

  private Address address() {
    return Cluster.get(system).selfMember().address();
  }

  /** A first node, on a keyspace of the test class. */
  static MailboxNode first(Class<?> test, String more) throws Exception {
    CassandraFixture cassandra = CassandraFixture.shared();
    String keyspace = cassandra.keyspace(test);
    String hostAndPort =
        cassandra.contactPoint().getHostString() + ":" + cassandra.contactPoint().getPort();
    try (CqlSession session = got(CassandraSessions.connect(config(hostAndPort, keyspace, "")))) {
      got(
          new Migrations(
                  session,
                  CassandraSettings.local(hostAndPort, keyspace),
                  Ids.secure(),
                  InstantSource.system())
              .run());
    }
    return new MailboxNode(hostAndPort, keyspace, more, null);
  }

  /** Another node of the same cluster. */
  MailboxNode another(String more) throws Exception {
    return new MailboxNode(hostAndPort, keyspace, more, this);
  }

  private static Config config(String hostAndPort, String keyspace, String more) {
    return ConfigFactory.parseString(more)
        .withFallback(CassandraSettings.local(hostAndPort, keyspace).overlay())
        .withFallback(ConfigFactory.parseResourcesAnySyntax("cluster-test.conf"))
        .withFallback(ConfigFactory.parseResourcesAnySyntax("yubin-journal.conf"))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  /** Sets the clock of the mailboxes ahead. */
  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** The value of an answer that must not be a refusal. */
  static <T> T ok(CompletionStage<Result<T>> stage) throws Exception {
    Result<T> result = got(stage);
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    throw new AssertionError(result);
  }

  /** A mailbox that has been made. */
  MailboxId mailbox(long uidValidity) throws Exception {
    MailboxId id = Ids.secure().newMailboxId();
    ok(mailboxes.execute(id, new Initialise(OWNER, new UidValidity(uidValidity)), cause()));
    return id;
  }

  MailboxReply does(MailboxId mailbox, MailboxCommand command) throws Exception {
    return ok(mailboxes.execute(mailbox, command, cause()));
  }

  static Cause cause() {
    return new Cause(
        OWNER, "alice", "s1", "127.0.0.1", "test", "APPEND", new RequestId(UUID.randomUUID()));
  }

  static Append append(int count) {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(Ids.secure().newEmailId()));
    }
    return new Append(messages);
  }

  static NewMessage message(EmailId email) {
    return new NewMessage(
        email,
        new FlagNames(Set.of(SystemFlag.FLAGGED), Set.of("$Forwarded")),
        1234,
        new InternalDate(1_700_000_000, 60),
        42,
        43);
  }

  private CompletionStage<Void> reference(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails) {
    referenced.addAll(emails);
    return CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Void> left(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, Instant at) {
    expunged.addAll(emails);
    return CompletableFuture.completedFuture(null);
  }

  void end() throws Exception {
    system.terminate();
    got(system.getWhenTerminated());
    session.close();
  }
}
