package org.yubin.node.local;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yubin.node.StartFailure;
import org.yubin.node.TrialAuthority;
import org.yubin.persistence.tls.MutualTls;

/**
 * What a local cluster consists of. By default: three mailbox nodes, two frontends and one
 * Cassandra, on 127.0.0.x, from port 21000 on, with heaps of 512 MiB, and the nodes run the program
 * that this process runs. Immutable: each method gives another plan.
 */
public final class LocalPlan {
  private static final int HEAP_MIB = 512;

  private final Path folder;
  private final Path cassandraLib;
  private String classPath = System.getProperty("java.class.path");
  private String network = "127.0.0";
  private int basePort = 21_000;
  private int mailboxNodes = 3;
  private int frontends = 2;
  private int cassandraNodes = 1;
  private int nodeHeapMib = HEAP_MIB;
  private int cassandraHeapMib = HEAP_MIB;
  private boolean tls;
  private List<String> settings = List.of();
  private Consumer<String> progress = line -> {};

  private LocalPlan(Path folder, Path cassandraLib) {
    this.folder = folder;
    this.cassandraLib = cassandraLib;
  }

  /**
   * The default plan.
   *
   * @param folder holds everything: a folder for each process, with its data, its configuration and
   *     its log; what is there already is used again
   * @param cassandraLib folder with Cassandra's jars ({@code persistence/cassandra-dist})
   */
  public static LocalPlan in(Path folder, Path cassandraLib) {
    return new LocalPlan(folder.toAbsolutePath().normalize(), cassandraLib);
  }

  private LocalPlan copy() {
    LocalPlan copy = new LocalPlan(folder, cassandraLib);
    copy.classPath = classPath;
    copy.network = network;
    copy.basePort = basePort;
    copy.mailboxNodes = mailboxNodes;
    copy.frontends = frontends;
    copy.cassandraNodes = cassandraNodes;
    copy.nodeHeapMib = nodeHeapMib;
    copy.cassandraHeapMib = cassandraHeapMib;
    copy.tls = tls;
    copy.settings = settings;
    copy.progress = progress;
    return copy;
  }

  /**
   * The same with other numbers of processes, at least one of each; the replication factor is 3
   * from three Cassandra nodes on, else 1.
   *
   * @throws IllegalArgumentException if there are too few or too many
   */
  public LocalPlan of(int newMailboxNodes, int newFrontends, int newCassandraNodes) {
    LocalPlan copy = copy();
    copy.mailboxNodes = within("mailbox nodes", newMailboxNodes, LocalPorts.MOST_NODES);
    copy.frontends = within("frontends", newFrontends, LocalPorts.MOST_NODES);
    copy.cassandraNodes = within("Cassandra nodes", newCassandraNodes, LocalPorts.MOST_CASSANDRAS);
    return copy;
  }

  /**
   * The same on other addresses and ports.
   *
   * @param newNetwork the first three numbers of the addresses, such as {@code 127.0.0}
   * @param newBasePort the first of the {@value LocalPorts#COUNT} ports that every address uses
   *     ({@link LocalPorts})
   * @throws IllegalArgumentException if the network is not one of this machine alone
   */
  public LocalPlan at(String newNetwork, int newBasePort) {
    if (!newNetwork.matches("127\\.\\d{1,3}\\.\\d{1,3}")) {
      throw new IllegalArgumentException("network: " + newNetwork + " (expected: such as 127.0.0)");
    }
    LocalPlan copy = copy();
    copy.network = newNetwork;
    copy.basePort = within("base port", newBasePort, LocalPorts.HIGHEST_BASE);
    return copy;
  }

  /** The same with another class path of the nodes, as {@code java -cp} takes it. */
  public LocalPlan running(String newClassPath) {
    LocalPlan copy = copy();
    copy.classPath = newClassPath;
    return copy;
  }

  /** The same with other heaps, of each node of Yubin and of each Cassandra, in MiB. */
  public LocalPlan withHeaps(int newNodeHeapMib, int newCassandraHeapMib) {
    LocalPlan copy = copy();
    copy.nodeHeapMib = newNodeHeapMib;
    copy.cassandraHeapMib = newCassandraHeapMib;
    return copy;
  }

  /**
   * The same with mutual TLS between the processes, by certificates that are made in the folder;
   * what mail clients see does not change.
   */
  public LocalPlan withTls() {
    LocalPlan copy = copy();
    copy.tls = true;
    return copy;
  }

  /**
   * The same with further lines of each node's configuration (HOCON), such as {@code
   * "yubin.unavailable-after = 20s"}.
   */
  public LocalPlan with(List<String> newSettings) {
    LocalPlan copy = copy();
    copy.settings = List.copyOf(newSettings);
    return copy;
  }

  /** The same, telling in short sentences what goes on. */
  public LocalPlan tellingProgressTo(Consumer<String> newProgress) {
    LocalPlan copy = copy();
    copy.progress = newProgress;
    return copy;
  }

  Path folder() {
    return folder;
  }

  Path cassandraLib() {
    return cassandraLib;
  }

  String classPath() {
    return classPath;
  }

  String network() {
    return network;
  }

  int basePort() {
    return basePort;
  }

  /** How many processes have the role mailbox. */
  public int mailboxNodes() {
    return mailboxNodes;
  }

  int frontends() {
    return frontends;
  }

  /** How many Cassandra nodes there are. */
  public int cassandraNodes() {
    return cassandraNodes;
  }

  int nodeHeapMib() {
    return nodeHeapMib;
  }

  int cassandraHeapMib() {
    return cassandraHeapMib;
  }

  /** With what a process proves itself to the others; the files are made before it starts. */
  Optional<MutualTls> tls(String name) {
    return tls ? Optional.of(TrialAuthority.files(certificates(), name)) : Optional.empty();
  }

  /** Makes the files of {@link #tls}, where they are wanted and not there. */
  void issue(String name, List<String> hosts) throws StartFailure {
    if (tls) {
      Instant now = Instant.now();
      TrialAuthority.in(certificates(), now).issue(name, hosts, now);
    }
  }

  private Path certificates() {
    return folder.resolve("certificates");
  }

  List<String> settings() {
    return settings;
  }

  Consumer<String> progress() {
    return progress;
  }

  /** Copies of each row: 3 where there are enough Cassandra nodes. */
  int replicationFactor() {
    return cassandraNodes >= 3 ? 3 : 1;
  }

  private static int within(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: 1 to " + most + ")");
    }
    return value;
  }
}
