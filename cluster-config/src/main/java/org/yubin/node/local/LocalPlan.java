package org.yubin.node.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a local cluster consists of.
 *
 * @param folder holds everything: a folder for each process, with its data, its configuration and
 *     its log; what is there already is used again
 * @param classPath of the nodes, as {@code java -cp} takes it; by default the one of this process
 * @param cassandraLib folder with Cassandra's jars ({@code persistence/cassandra-dist})
 * @param network the first three numbers of the addresses, such as {@code 127.0.0}
 * @param basePort the first of the {@value LocalPorts#COUNT} ports that every address uses ({@link
 *     LocalPorts})
 * @param mailboxNodes how many processes have the role mailbox, at least 1
 * @param frontends how many have the role frontend, at least 1
 * @param cassandraNodes how many Cassandra nodes; the replication factor is 3 from three on, else 1
 * @param nodeHeapMib heap of each node of Yubin, in MiB
 * @param cassandraHeapMib heap of each Cassandra, in MiB
 * @param settings further lines of each node's configuration (HOCON), such as {@code
 *     "yubin.unavailable-after = 20s"}
 * @param jvmOptions further options of each node's JVM
 * @param progress told in short sentences what goes on
 */
public record LocalPlan(
    Path folder,
    String classPath,
    Path cassandraLib,
    String network,
    int basePort,
    int mailboxNodes,
    int frontends,
    int cassandraNodes,
    int nodeHeapMib,
    int cassandraHeapMib,
    List<String> settings,
    List<String> jvmOptions,
    Consumer<String> progress) {

  private static final int HEAP_MIB = 512;

  public LocalPlan {
    folder = folder.toAbsolutePath().normalize();
    settings = List.copyOf(settings);
    jvmOptions = List.copyOf(jvmOptions);
    Objects.requireNonNull(progress);
    if (!network.matches("127\\.\\d{1,3}\\.\\d{1,3}")) {
      throw new IllegalArgumentException("network: " + network + " (expected: such as 127.0.0)");
    }
    atLeastOne("mailbox nodes", mailboxNodes, LocalPorts.MOST_NODES);
    atLeastOne("frontends", frontends, LocalPorts.MOST_NODES);
    atLeastOne("Cassandra nodes", cassandraNodes, LocalPorts.MOST_CASSANDRAS);
    atLeastOne("base port", basePort, LocalPorts.HIGHEST_BASE);
  }

  /**
   * Three mailbox nodes, two frontends and one Cassandra, on 127.0.0.x, from port 21000 on, with
   * heaps of 512 MiB; the nodes run the program that this process runs.
   */
  public static LocalPlan in(Path folder, Path cassandraLib) {
    return new LocalPlan(
        folder,
        System.getProperty("java.class.path"),
        cassandraLib,
        "127.0.0",
        21_000,
        3,
        2,
        1,
        HEAP_MIB,
        HEAP_MIB,
        List.of(),
        List.of(),
        line -> {});
  }

  /** The same with other numbers of processes. */
  public LocalPlan of(int newMailboxNodes, int newFrontends, int newCassandraNodes) {
    return new LocalPlan(
        folder,
        classPath,
        cassandraLib,
        network,
        basePort,
        newMailboxNodes,
        newFrontends,
        newCassandraNodes,
        nodeHeapMib,
        cassandraHeapMib,
        settings,
        jvmOptions,
        progress);
  }

  /** The same on other addresses and ports. */
  public LocalPlan at(String newNetwork, int newBasePort) {
    return new LocalPlan(
        folder,
        classPath,
        cassandraLib,
        newNetwork,
        newBasePort,
        mailboxNodes,
        frontends,
        cassandraNodes,
        nodeHeapMib,
        cassandraHeapMib,
        settings,
        jvmOptions,
        progress);
  }

  /** The same with another class path of the nodes. */
  public LocalPlan running(String newClassPath) {
    return new LocalPlan(
        folder,
        newClassPath,
        cassandraLib,
        network,
        basePort,
        mailboxNodes,
        frontends,
        cassandraNodes,
        nodeHeapMib,
        cassandraHeapMib,
        settings,
        jvmOptions,
        progress);
  }

  /** The same with other heaps, in MiB. */
  public LocalPlan withHeaps(int newNodeHeapMib, int newCassandraHeapMib) {
    return new LocalPlan(
        folder,
        classPath,
        cassandraLib,
        network,
        basePort,
        mailboxNodes,
        frontends,
        cassandraNodes,
        newNodeHeapMib,
        newCassandraHeapMib,
        settings,
        jvmOptions,
        progress);
  }

  /** The same with further lines of configuration and options of the nodes' JVMs. */
  public LocalPlan with(List<String> newSettings, List<String> newJvmOptions) {
    return new LocalPlan(
        folder,
        classPath,
        cassandraLib,
        network,
        basePort,
        mailboxNodes,
        frontends,
        cassandraNodes,
        nodeHeapMib,
        cassandraHeapMib,
        newSettings,
        newJvmOptions,
        progress);
  }

  /** The same, telling its progress to {@code newProgress}. */
  public LocalPlan tellingProgressTo(Consumer<String> newProgress) {
    return new LocalPlan(
        folder,
        classPath,
        cassandraLib,
        network,
        basePort,
        mailboxNodes,
        frontends,
        cassandraNodes,
        nodeHeapMib,
        cassandraHeapMib,
        settings,
        jvmOptions,
        newProgress);
  }

  /** Copies of each row: 3 where there are enough Cassandra nodes. */
  int replicationFactor() {
    return cassandraNodes >= 3 ? 3 : 1;
  }

  private static void atLeastOne(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: 1 to " + most + ")");
    }
  }
}
