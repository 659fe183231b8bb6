package org.yubin.node.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.node.Role;
import org.yubin.node.StartFailure;

/**
 * A running local cluster: what it consists of, and what may be done to it.
 *
 * <pre>{@code
 * LocalPlan plan = LocalPlan.in(folder, cassandraLib).of(3, 2, 1).at("127.0.1", 21000);
 * try (LocalCluster cluster = LocalCluster.start(plan)) {     // all Up and ready
 *   cluster.addAccount("alice", "secret");
 *   LocalNode victim = cluster.mailboxNodes().get(0);
 *   connectTo(cluster.frontends().get(0).imap());
 *   victim.kill();                                            // SIGKILL
 *   victim.start();                                           // the same folder and ports again
 *   victim.awaitReady(Duration.ofMinutes(1));
 *   victim.pause(); victim.goOn();                            // SIGSTOP, SIGCONT
 *   victim.stop(Duration.ofSeconds(30));                      // SIGTERM: hands over, leaves
 *   LocalNode fourth = cluster.addMailboxNode();              // joins, and gets shards
 *   cluster.cassandras().get(2).kill();
 * }                                                           // all processes are ended
 * }</pre>
 *
 * Processes have addresses of their own ({@link LocalPorts}): Cassandra .1 to .9, mailbox nodes .11
 * and on, frontends .51 and on. All mailbox nodes of the plan are seed nodes, so any of them may be
 * killed and started again.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final int CREATED = 201;
  private static final int TAKEN = 409;

  private final LocalPlan plan;
  private final List<String> seeds;
  private final List<LocalCassandra> cassandras = new ArrayList<>();
  private final List<LocalNode> mailboxNodes = new ArrayList<>();
  private final List<LocalNode> frontends = new ArrayList<>();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "local-cassandra");
            thread.setDaemon(true);
            return thread;
          });

  private LocalCluster(LocalPlan plan) {
    this.plan = plan;
    LocalPorts ports = LocalPorts.from(plan.basePort());
    this.seeds =
        IntStream.range(0, plan.mailboxNodes())
            .mapToObj(i -> LocalPorts.mailboxNode(plan.network(), i) + ":" + ports.cluster())
            .toList();
    List<String> cassandraSeeds =
        IntStream.range(0, plan.cassandraNodes())
            .mapToObj(i -> LocalPorts.cassandra(plan.network(), i) + ":" + ports.storage())
            .toList();
    for (int i = 0; i < plan.cassandraNodes(); i++) {
      cassandras.add(new LocalCassandra(plan, i, cassandraSeeds, executor));
    }
    for (int i = 0; i < plan.mailboxNodes(); i++) {
      mailboxNodes.add(node(Role.MAILBOX, i));
    }
    for (int i = 0; i < plan.frontends(); i++) {
      frontends.add(node(Role.FRONTEND, i));
    }
  }

  /**
   * Starts all processes of the plan; returns when every one is ready.
   *
   * @throws StartFailure in one line; then none of them runs any more
   */
  public static LocalCluster start(LocalPlan plan) throws StartFailure {
    LocalCluster cluster = new LocalCluster(plan);
    boolean up = false;
    try {
      cluster.start();
      up = true;
      return cluster;
    } finally {
      if (!up) {
        cluster.close();
      }
    }
  }

  private void start() throws StartFailure {
    plan.progress().accept("Starting " + cassandras.size() + " Cassandra");
    cassandras.get(0).start();
    cassandras.get(0).awaitReady(); // the others find it there, and all agree on one ring
    for (LocalCassandra next : cassandras.subList(1, cassandras.size())) {
      next.start();
      next.awaitReady();
    }
    plan.progress()
        .accept(
            "Starting %d mailbox nodes and %d frontends"
                .formatted(mailboxNodes.size(), frontends.size()));
    try {
      for (LocalNode node : nodes()) {
        node.start();
      }
    } catch (IOException refused) {
      throw new StartFailure("node: " + refused.getMessage(), refused);
    }
    awaitReady(START);
    plan.progress().accept("All nodes are ready");
  }

  /**
   * Waits until every node whose process runs is ready.
   *
   * @throws StartFailure if one ends or the time is up
   */
  public void awaitReady(Duration bound) throws StartFailure {
    long deadline = System.nanoTime() + bound.toNanos();
    for (LocalNode node : nodes()) {
      node.awaitReady(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  /** The Cassandra nodes. */
  public List<LocalCassandra> cassandras() {
    return List.copyOf(cassandras);
  }

  /** The nodes with the role mailbox, ended ones included. */
  public synchronized List<LocalNode> mailboxNodes() {
    return List.copyOf(mailboxNodes);
  }

  /** The nodes with the role frontend, ended ones included. */
  public synchronized List<LocalNode> frontends() {
    return List.copyOf(frontends);
  }

  /** Mailbox nodes, then frontends. */
  public synchronized List<LocalNode> nodes() {
    return Stream.concat(mailboxNodes.stream(), frontends.stream()).toList();
  }

  /** Starts one mailbox node more; does not wait for it. */
  public LocalNode addMailboxNode() throws IOException, StartFailure {
    return add(Role.MAILBOX, mailboxNodes);
  }

  /** Starts one frontend more; does not wait for it. */
  public LocalNode addFrontend() throws IOException, StartFailure {
    return add(Role.FRONTEND, frontends);
  }

  private synchronized LocalNode add(Role role, List<LocalNode> those)
      throws IOException, StartFailure {
    LocalNode added = node(role, those.size());
    those.add(added);
    added.start();
    return added;
  }

  private LocalNode node(Role role, int index) {
    String host =
        role == Role.MAILBOX
            ? LocalPorts.mailboxNode(plan.network(), index)
            : LocalPorts.frontend(plan.network(), index);
    return new LocalNode(
        plan,
        role.word() + "-" + (index + 1),
        role,
        host,
        seeds,
        cassandras.stream().map(LocalCassandra::point).toList());
  }

  /**
   * Makes an account, if it is not there.
   *
   * @throws IOException if no frontend answers, or it refuses
   */
  public void addAccount(String name, String password) throws IOException {
    String body = new ObjectMapper().writeValueAsString(Map.of("name", name, "password", password));
    HttpResponse<String> answer = frontends().get(0).post("/admin/v1/accounts", body);
    if (answer.statusCode() != CREATED && answer.statusCode() != TAKEN) {
      throw new IOException(
          "account %s: %d %s (expected: %d)"
              .formatted(name, answer.statusCode(), answer.body(), CREATED));
    }
  }

  /** Ends all processes: the nodes at once by SIGTERM, then Cassandra. Late ones are killed. */
  @Override
  public void close() {
    List<LocalNode> alive = nodes().stream().filter(LocalNode::isAlive).toList();
    List<Thread> stops = alive.stream().map(node -> new Thread(() -> end(node))).toList();
    stops.forEach(Thread::start);
    for (Thread stop : stops) {
      try {
        stop.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        alive.forEach(LocalNode::kill);
      }
    }
    for (LocalCassandra cassandra : cassandras) {
      try {
        if (cassandra.isAlive()) {
          cassandra.goOn();
        }
        cassandra.close();
      } catch (StartFailure | IOException failed) {
        LOG.warn("stop: {}", failed.getMessage());
      }
    }
    executor.shutdownNow();
  }

  private static void end(LocalNode node) {
    try {
      node.goOn();
      node.stop(STOP);
    } catch (IOException late) {
      LOG.warn("killed: {}", late.getMessage());
      node.kill();
    }
  }
}
