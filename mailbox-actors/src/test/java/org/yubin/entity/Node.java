package org.yubin.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
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
import java.util.function.UnaryOperator;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.head.CassandraHeads;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.EntityKind;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.head.OwnerId;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.CassandraPageStore;
import org.yubin.persistence.schema.Migrations;

/**
 * A node of its own, without a cluster: its journal, its session, and gates that start when they
 * are asked.
 */
final class Node {
  /** The journal's target-partition-size. */
  static final long PARTITION = 20_000;

  private static final Duration ATTEMPT = Duration.ofMillis(800);

  private final ActorSystem<Void> system;
  private final CqlSession session;
  private final EntityPorts ports;
  private final Residents<RollDesk.Here> residents = new Residents<>();
  private final Map<UUID, ActorRef<EntityMessage>> keepers = new ConcurrentHashMap<>();

  private Node(ActorSystem<Void> system, CqlSession session, EntityPorts ports) {
    this.system = system;
    this.session = session;
    this.ports = ports;
  }

  /** The configuration of a node on that Cassandra and keyspace. */
  static Config config(String hostAndPort, String keyspace) {
    return CassandraSettings.local(hostAndPort, keyspace)
        .overlay()
        .withFallback(ConfigFactory.parseResourcesAnySyntax("node-test.conf"))
        .withFallback(ConfigFactory.parseResourcesAnySyntax("yubin-journal.conf"))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  /** Makes the tables. */
  static void migrate(Config config, String hostAndPort, String keyspace) throws Exception {
    try (CqlSession session = connect(config)) {
      new Migrations(
              session,
              CassandraSettings.local(hostAndPort, keyspace),
              Ids.secure(),
              InstantSource.system())
          .run()
          .toCompletableFuture()
          .get(120, TimeUnit.SECONDS);
    }
  }

  /** Starts a node whose owners pause at {@code points}, and see heads through {@code heads}. */
  static Node start(
      String name, Config config, String keyspace, FencePoints points, UnaryOperator<Heads> heads)
      throws Exception {
    CqlSession session = connect(config);
    EntityPorts ports =
        new EntityPorts(
            heads.apply(
                got(CassandraHeads.open(session, keyspace, new OwnerId(UUID.randomUUID())))),
            got(CassandraLogReader.open(session, keyspace, PARTITION)),
            got(CassandraPageStore.open(session, keyspace, ForkJoinPool.commonPool())),
            InstantSource.system(),
            EntitySettings.from(config.getConfig("yubin.entity")),
            points,
            new CountedMeasures());
    return new Node(ActorSystem.create(Behaviors.empty(), name, config), session, ports);
  }

  private static CqlSession connect(Config config) throws Exception {
    return got(CassandraSessions.connect(config));
  }

  private static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  EntityPorts ports() {
    return ports;
  }

  /** What its gates have told. */
  CountedMeasures measures() {
    return (CountedMeasures) ports.measures();
  }

  ActorSystem<Void> system() {
    return system;
  }

  /** Asks once; empty if there was no answer. */
  CompletionStage<Optional<Roll.Entry>> add(UUID roll, UUID request) {
    return AskPattern.<EntityMessage, Roll.Told>ask(
            keeper(roll), to -> new RollDesk.Add(request, to), ATTEMPT, system.scheduler())
        .handle((told, failure) -> failure == null ? told.entry() : Optional.empty());
  }

  /** Asks once, of the owner if it is here; empty if there was no answer. */
  CompletionStage<Optional<List<Roll.Entry>>> read(UUID roll) {
    Optional<RollDesk.Here> resident = residents.find(id(roll));
    return resident.isEmpty()
        ? readAtGate(roll)
        : resident
            .get()
            .owner()
            .readNow()
            .thenCompose(
                read ->
                    read.isPresent()
                        ? CompletableFuture.completedFuture(read.map(Roll::entries))
                        : readAtGate(roll));
  }

  private CompletionStage<Optional<List<Roll.Entry>>> readAtGate(UUID roll) {
    return AskPattern.<EntityMessage, Optional<List<Roll.Entry>>>ask(
            keeper(roll), RollDesk.Read::new, ATTEMPT, system.scheduler())
        .handle((read, failure) -> failure == null ? read : Optional.empty());
  }

  /** Reads until there is an answer. */
  List<Roll.Entry> readSurely(UUID roll) throws Exception {
    for (int i = 0; i < 40; i++) {
      Optional<List<Roll.Entry>> read = read(roll).toCompletableFuture().get(10, TimeUnit.SECONDS);
      if (read.isPresent()) {
        return read.get();
      }
    }
    throw new AssertionError("roll " + roll + ": no answer to 40 reads");
  }

  /** Adds until there is an answer. */
  Roll.Entry addSurely(UUID roll, UUID request) throws Exception {
    for (int i = 0; i < 40; i++) {
      Optional<Roll.Entry> entry =
          add(roll, request).toCompletableFuture().get(10, TimeUnit.SECONDS);
      if (entry.isPresent()) {
        return entry.get();
      }
    }
    throw new AssertionError("roll " + roll + ": no answer to 40 adds");
  }

  /** Stops the gate of a roll without a word, if there is one here. */
  void kill(UUID roll) {
    keeper(roll).tell(Keeper.Kill.NOW);
  }

  /** Stops the gate of a roll as sharding does. */
  void stop(UUID roll) {
    keeper(roll).tell(EntityMessage.Stop.INSTANCE);
  }

  static EntityId id(UUID roll) {
    return EntityId.of(new MailboxId(roll));
  }

  private ActorRef<EntityMessage> keeper(UUID roll) {
    return keepers.computeIfAbsent(
        roll,
        key ->
            system.systemActorOf(
                Keeper.create(
                    EntityGate.create(
                        new Roll.Model(),
                        new EntityId(EntityKind.MAILBOX, key),
                        ports,
                        (owner, context) ->
                            new RollDesk(id(key), residents, owner, context.getSelf()),
                        self -> self.tell(EntityMessage.Stop.INSTANCE))),
                "keeper-" + key,
                Props.empty()));
  }

  /** Ends the node as a process ends that was asked to. */
  void end() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    session.close();
  }
}
