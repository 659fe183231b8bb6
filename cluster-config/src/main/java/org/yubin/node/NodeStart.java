package org.yubin.node;

import akka.Done;
import akka.actor.BootstrapSetup;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.yubin.account.entity.AccountSharding;
import org.yubin.account.entity.Accounts;
import org.yubin.entity.EntityPorts;
import org.yubin.entity.EntitySettings;
import org.yubin.entity.FencePoints;
import org.yubin.frontend.admin.AccountAdmin;
import org.yubin.frontend.admin.AdminApi;
import org.yubin.frontend.admin.AdminServer;
import org.yubin.frontend.admin.NodeApi;
import org.yubin.frontend.admin.RestoreApi;
import org.yubin.frontend.admin.TransferApi;
import org.yubin.frontend.auth.Credentials;
import org.yubin.frontend.auth.ScramDecoys;
import org.yubin.mailbox.entity.MailboxSharding;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.node.membership.ClusterPicture;
import org.yubin.node.membership.DeadNodes;
import org.yubin.node.metrics.Metrics;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.collect.BlobCollector;
import org.yubin.persistence.collect.CollectorLoop;
import org.yubin.persistence.collect.CollectorSettings;
import org.yubin.persistence.collect.RetentionHold;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.journal.JournalSession;
import org.yubin.persistence.tls.PrivateFile;

/**
 * The wiring of a node: storage, cluster, entities, servers, in this order. Each part that runs is
 * pushed to the stops at once.
 */
final class NodeStart {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int HASHING_THREADS = 2;
  private static final int MOST_WAITING_LOGINS = 1_000;

  private final NodeSettings settings;
  private final Consumer<String> progress;
  private final Stops stops;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  NodeStart(NodeSettings settings, Consumer<String> progress, Stops stops) {
    this.settings = settings;
    this.progress = progress;
    this.stops = stops;
  }

  Node run(List<InetSocketAddress> contactPoints, TlsFiles.Source keys) throws StartFailure {
    CassandraSettings where = settings.cassandraAt(contactPoints);
    Set<Role> roles = settings.roles();
    Config whole =
        where.overlay().withFallback(settings.clusterOverlay()).withFallback(settings.whole());
    ExecutorService cpu =
        pool("yubin-cpu", Math.max(2, Runtime.getRuntime().availableProcessors()));
    Storage storage =
        await("Cassandra", Storage.open(whole, where, settings, cpu, clock, progress));
    stops.push("session", () -> storage.session().closeAsync());

    ActorSystem<Void> system = joined(whole, storage);
    progress.accept("Cluster is up");
    Metrics metrics = metrics(storage);
    EntityPorts mailboxPorts = ports(storage, whole, "mailbox", metrics);
    Mailboxes mailboxes =
        MailboxSharding.start(
            system,
            mailboxPorts,
            (account, mailbox, emails) ->
                storage
                    .messages()
                    .addReferences(account, mailbox, emails)
                    .thenAccept(NodeStart::requireContent),
            storage.messages()::expire);
    Accounts accounts =
        AccountSharding.start(
            system, ports(storage, whole, "account", metrics), mailboxes, storage.ids());

    if (roles.contains(Role.MAILBOX)) {
      collect(storage, mailboxes);
    }
    Credentials credentials =
        new Credentials(
            pool("yubin-hash", HASHING_THREADS), MOST_WAITING_LOGINS, random, settings.passwords());
    ScramDecoys decoys =
        new ScramDecoys(
            await("Cassandra", storage.secrets().secret("scram-decoys")),
            settings.passwords().scramIterations());
    AccountAdmin admin =
        new AccountAdmin(
            storage.directory(), accounts, credentials, storage.ids(), clock, settings.hostname());
    NodeServers servers =
        new NodeServers(
            settings, storage, mailboxes, accounts, credentials, decoys, clock, cpu, metrics);
    Optional<NodeServers.Addresses> listening =
        roles.contains(Role.FRONTEND)
            ? Optional.of(servers.start(tls(keys.get()), stops))
            : Optional.empty();
    AdminServer http =
        await(
            "HTTP",
            AdminServer.start(
                system,
                settings.bind(),
                settings.http(),
                new AdminApi(
                    token(),
                    admin,
                    new TransferApi(storage.directory(), servers.services()),
                    new RestoreApi(storage.directory(), admin, servers.services()),
                    new NodeApi(report(system, storage, metrics), settings.metricsToken()))));
    stops.push("HTTP", http::stop);
    progress.accept("Servers listen");
    return new Node(
        listening,
        http.address(),
        admin,
        await("Cassandra", Survival.line(storage.session(), where)),
        system.getWhenTerminated(),
        stops);
  }

  private Metrics metrics(Storage storage) {
    Metrics metrics = new Metrics();
    stops.push(
        "metrics",
        () -> {
          metrics.close();
          return CompletableFuture.completedFuture(Done.getInstance());
        });
    metrics.content(storage.blobs(), storage.messages());
    return metrics;
  }

  private static NodeReport report(ActorSystem<?> system, Storage storage, Metrics metrics) {
    return new NodeReport(
        system,
        storage.session(),
        metrics,
        new ClusterPicture(system, storage.owner().value().toString(), Role.MAILBOX.word()));
  }

  /** Every mailbox node offers itself; the lease lets one of them collect. */
  private void collect(Storage storage, Mailboxes mailboxes) {
    CollectorSettings bounds =
        new CollectorSettings(
            CollectorSettings.DEFAULT.grace(),
            CollectorSettings.DEFAULT.reprieve(),
            CollectorSettings.DEFAULT.recheck(),
            settings.retention(),
            CollectorSettings.DEFAULT.rows(),
            CollectorSettings.DEFAULT.items());
    BlobCollector collector =
        new BlobCollector(
            storage.cql(),
            storage.blobs(),
            new HeldEmails(mailboxes),
            RetentionHold.NONE,
            bounds,
            clock,
            storage.ids().next());
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(daemons("yubin-collect"));
    CollectorLoop loop = new CollectorLoop(collector, scheduler, settings.collectorPause());
    loop.start();
    stops.push(
        "collector",
        () -> {
          scheduler.shutdown();
          return loop.stop();
        });
  }

  /**
   * A message that moves is held by its source, so its content cannot be gone: if it is, the move
   * must not be made.
   */
  private static void requireContent(Set<EmailId> gone) {
    if (!gone.isEmpty()) {
      throw new IllegalStateException(
          "content of " + gone + " is gone (expected: kept by a reference)");
    }
  }

  private EntityPorts ports(Storage storage, Config whole, String kind, Metrics metrics) {
    return new EntityPorts(
        storage.heads(),
        storage.logs(),
        storage.pages(),
        clock,
        EntitySettings.from(whole.getConfig("yubin." + kind + ".entity")),
        FencePoints.NONE,
        metrics.entities(kind));
  }

  /**
   * The actor system, once this node is a member; with nobody to join it is a cluster of its own.
   */
  private ActorSystem<Void> joined(Config whole, Storage storage) throws StartFailure {
    CompletableFuture<Done> up = new CompletableFuture<>();
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "yubin",
            BootstrapSetup.create(whole).and(new JournalSession.Shared(storage.session())));
    stops.push(
        "cluster",
        () ->
            CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.actorSystemTerminateReason()));
    // Artery closes its connections when the JVM is asked to end, unless a hook of Akka's own runs:
    // then it waits, and the node can say goodbye.
    CoordinatedShutdown.get(system).addJvmShutdownHook(stops::run);
    akka.cluster.Cluster cluster =
        akka.cluster.Cluster.get(akka.actor.typed.javadsl.Adapter.toClassic(system));
    cluster.registerOnMemberUp(() -> up.complete(Done.getInstance()));
    if (settings.cluster().discovers()) {
      InetSocketAddress told = await("discovery port", Discovery.start(system));
      progress.accept("Looking for other nodes, and found by them at " + told);
    } else if (settings.cluster().alone()) {
      Cluster typed = Cluster.get(system);
      typed.manager().tell(new Join(typed.selfMember().address()));
    }
    await("cluster", up);
    system.systemActorOf(DeadNodes.create(pool("yubin-deaths", 2)), "dead-nodes", Props.empty());
    return system;
  }

  private ExecutorService pool(String name, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, daemons(name));
    stops.push(
        name,
        () -> {
          pool.shutdown();
          return CompletableFuture.completedFuture(Done.getInstance());
        });
    return pool;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static SslContext tls(TlsFiles files) throws StartFailure {
    // A client that asks for one handshake after the other costs little and makes much work; read
    // by the JDK once, at the first handshake.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    try {
      return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException | IllegalArgumentException wrong) {
      throw new StartFailure(
          "TLS: %s, %s: %s (expected: PEM files of a certificate and its key)"
              .formatted(files.certificate(), files.key(), wrong.getMessage()),
          wrong);
    }
  }

  /** What lets the command line use the admin API; made once, readable by its owner alone. */
  private String token() throws StartFailure {
    try {
      Path file = settings.tokenFile();
      if (!Files.exists(file)) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        PrivateFile.write(
            file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException failed) {
      throw new StartFailure("admin token: " + failed, failed);
    }
  }

  /** Waits for a step of the start. */
  static <T> T await(String what, CompletionStage<T> stage) throws StartFailure {
    try {
      return stage.toCompletableFuture().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartFailure(what + ": interrupted", stopped);
    } catch (TimeoutException late) {
      throw new StartFailure(what + ": no answer within " + START.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed;
      while ((cause instanceof ExecutionException || cause instanceof CompletionException)
          && cause.getCause() != null) {
        cause = cause.getCause();
      }
      String line = String.valueOf(cause).lines().findFirst().orElse("failed");
      throw new StartFailure(what + ": " + line, cause);
    }
  }
}
