package org.yubin.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.launch.CassandraFixture;

/**
 * The journal plugin on our settings, our schema and the versions of our class path: what STACK.md
 * asks to be run again.
 */
class JournalTest {
  private static final CassandraFixture CASSANDRA = CassandraFixture.shared();
  private static final String KEYSPACE = CASSANDRA.migratedKeyspace();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EntityId id = EntityId.of(Ids.secure().newMailboxId());
  private ActorTestKit system = start();

  @AfterEach
  void stop() {
    system.shutdownTestKit();
  }

  @Test
  void events_areRecovered_andReadFromOutside() throws Exception {
    ActorRef<Command> log = spawn(system);
    assertThat(append(log, 1)).isEqualTo(1);
    assertThat(append(log, 1)).isEqualTo(2);
    assertThat(append(log, 100)).isEqualTo(102);
    system.stop(log);
    assertThat(append(spawn(system), 0)).isEqualTo(102);

    LogReader reader =
        CassandraLogReader.open(CASSANDRA.session(), KEYSPACE, 20_000)
            .toCompletableFuture()
            .get(1, TimeUnit.MINUTES);
    LogReader.Folded<Integer> read =
        reader
            .fold(
                id,
                1,
                1,
                OptionalLong.empty(),
                0,
                (octets, event) -> octets + event.payload().length)
            .toCompletableFuture()
            .get(1, TimeUnit.MINUTES);
    assertThat(read).isEqualTo(new LogReader.Folded<>(102 * 90, 102));
  }

  @Test
  void tenThousandEvents_areRecoveredInOneGo() throws Exception {
    ActorRef<Command> log = spawn(system);
    for (int batch = 1; batch <= 100; batch++) {
      assertThat(append(log, 100)).isEqualTo(batch * 100L);
    }
    stop();
    system = start();
    long begun = System.nanoTime();
    assertThat(append(spawn(system), 0)).isEqualTo(10_000);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void twoWritersOfOneLog_failItsRecovery() throws Exception {
    ActorTestKit other = start();
    try {
      ActorRef<Command> one = spawn(system);
      ActorRef<Command> two = spawn(other);
      assertThat(append(one, 0)).isZero();
      assertThat(append(two, 0)).isZero();
      for (int i = 1; i <= 3; i++) {
        assertThat(append(one, 1)).isEqualTo(i);
        assertThat(append(two, 1)).isEqualTo(i);
      }
    } finally {
      other.shutdownTestKit();
    }
    stop();
    system = start();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    system.spawn(new Log(PersistenceId.ofUniqueId(id.persistenceId(1)), failure::complete));
    assertThat(failure.get(1, TimeUnit.MINUTES))
        .hasMessageContaining("Invalid replayed event")
        .hasMessageContaining("from a new writer");
  }

  /** Appends so many events in one effect, and answers with the number of the last. */
  private record Command(int events, ActorRef<Long> replyTo) {}

  private long append(ActorRef<Command> log, int events) throws Exception {
    return AskPattern.<Command, Long>ask(
            log, replyTo -> new Command(events, replyTo), PATIENCE, system.scheduler())
        .toCompletableFuture()
        .get(2, TimeUnit.MINUTES);
  }

  private ActorRef<Command> spawn(ActorTestKit where) {
    Behavior<Command> log =
        new Log(PersistenceId.ofUniqueId(id.persistenceId(1)), JournalTest::unexpected);
    return where.spawn(log);
  }

  private static void unexpected(Throwable failure) {
    throw new AssertionError("recovery failed", failure);
  }

  private static ActorTestKit start() {
    Config local =
        ConfigFactory.parseString(
            "akka { actor.provider = local, actor.allow-java-serialization = off, loglevel ="
                + " WARNING }");
    return ActorTestKit.create(local.withFallback(CASSANDRA.config(KEYSPACE)));
  }

  /** Counts its events. */
  private static final class Log extends EventSourcedBehavior<Command, byte[], Long> {
    private final Consumer<Throwable> recoveryFailed;

    Log(PersistenceId persistenceId, Consumer<Throwable> recoveryFailed) {
      super(persistenceId);
      this.recoveryFailed = recoveryFailed;
    }

    @Override
    public SignalHandler<Long> signalHandler() {
      return newSignalHandlerBuilder()
          .onSignal(
              RecoveryFailed.class, (state, signal) -> recoveryFailed.accept(signal.getFailure()))
          .build();
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public CommandHandler<Command, byte[], Long> commandHandler() {
      return (state, command) ->
          Effect()
              .persist(Collections.nCopies(command.events(), new byte[90]))
              .thenRun((Long next) -> command.replyTo().tell(next));
    }

    @Override
    public EventHandler<Long, byte[]> eventHandler() {
      return (state, event) -> state + 1;
    }
  }
}
