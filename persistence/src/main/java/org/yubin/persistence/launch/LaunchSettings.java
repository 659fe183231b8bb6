package org.yubin.persistence.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yubin.persistence.tls.MutualTls;

/**
 * How to run one embedded Cassandra.
 *
 * @param dataDir folder of this Cassandra alone: configuration, data, commit log, logs, lock
 * @param libDir folder with Cassandra's jars ({@code persistence/cassandra-dist})
 * @param address loopback address to listen on, such as {@code 127.0.0.1}
 * @param nativePort port of the CQL protocol
 * @param storagePort port between Cassandra nodes (listened on even by a lone one)
 * @param jmxPort port of local JMX, 0 for none
 * @param heapMiB upper bound of the Java heap, in MiB (at least 128)
 * @param seeds {@code address:storagePort} of the Cassandra nodes that make a ring together, this
 *     one included; all of them are seeds, so each may be started without the others. Empty: a ring
 *     of this one alone
 * @param tls what it proves itself with, to clients and to other Cassandra nodes; then both have to
 *     prove themselves, too
 * @param startTimeout how long a start may take before it counts as failed
 * @param stopTimeout how long a clean stop may take before the process is killed
 * @param jvmOptions further options for Cassandra's JVM
 * @param progress told in short sentences what goes on
 * @param executor where waiting and file work run; may be blocked for fractions of a second
 */
public record LaunchSettings(
    Path dataDir,
    Path libDir,
    String address,
    int nativePort,
    int storagePort,
    int jmxPort,
    int heapMiB,
    List<String> seeds,
    Optional<MutualTls> tls,
    Duration startTimeout,
    Duration stopTimeout,
    List<String> jvmOptions,
    Consumer<String> progress,
    Executor executor) {

  /** System property that names the folder with Cassandra's jars. */
  public static final String LIB_PROPERTY = "yubin.cassandra.lib";

  public LaunchSettings {
    Objects.requireNonNull(address);
    dataDir = dataDir.toAbsolutePath().normalize();
    libDir = libDir.toAbsolutePath().normalize();
    seeds = List.copyOf(seeds);
    jvmOptions = List.copyOf(jvmOptions);
    requirePort("native port", nativePort, 1);
    requirePort("storage port", storagePort, 1);
    requirePort("JMX port", jmxPort, 0);
    if (heapMiB < 128) {
      throw new IllegalArgumentException("heap: " + heapMiB + " MiB (expected: >= 128)");
    }
  }

  /**
   * Settings with the usual values: 127.0.0.1, ports 9042 and 7000, no JMX, a heap of 512 MiB, two
   * minutes to start, one to stop, the jars where the system property {@value #LIB_PROPERTY} says.
   *
   * @throws IllegalStateException if that property is not set
   */
  public static LaunchSettings inFolder(Path dataDir, Executor executor) {
    String lib = System.getProperty(LIB_PROPERTY);
    if (lib == null) {
      throw new IllegalStateException(
          "system property " + LIB_PROPERTY + ": not set (expected: folder of Cassandra's jars)");
    }
    return inFolder(dataDir, Path.of(lib), executor);
  }

  /** Settings with the usual values and the jars in {@code libDir}. */
  public static LaunchSettings inFolder(Path dataDir, Path libDir, Executor executor) {
    return new LaunchSettings(
        dataDir,
        libDir,
        "127.0.0.1",
        9042,
        7000,
        0,
        512,
        List.of(),
        Optional.empty(),
        Duration.ofMinutes(2),
        Duration.ofMinutes(1),
        List.of(),
        line -> {},
        executor);
  }

  /** The same on another address and other ports ({@code jmxPort} 0 for none). */
  public LaunchSettings listeningOn(
      String newAddress, int newNativePort, int newStoragePort, int newJmxPort) {
    return with(
        draft -> {
          draft.address = newAddress;
          draft.nativePort = newNativePort;
          draft.storagePort = newStoragePort;
          draft.jmxPort = newJmxPort;
        });
  }

  /** The same with another heap, in MiB. */
  public LaunchSettings withHeap(int newHeapMiB) {
    return with(draft -> draft.heapMiB = newHeapMiB);
  }

  /** The same in a ring with others, which have the same seeds. */
  public LaunchSettings withSeeds(List<String> newSeeds) {
    return with(draft -> draft.seeds = newSeeds);
  }

  /** The same with TLS on both of its ports. */
  public LaunchSettings withTls(MutualTls newTls) {
    return with(draft -> draft.tls = Optional.of(newTls));
  }

  /** The same with other bounds on start and stop. */
  public LaunchSettings withTimeouts(Duration newStartTimeout, Duration newStopTimeout) {
    return with(
        draft -> {
          draft.startTimeout = newStartTimeout;
          draft.stopTimeout = newStopTimeout;
        });
  }

  /** The same with further options for Cassandra's JVM. */
  public LaunchSettings withJvmOptions(List<String> newJvmOptions) {
    return with(draft -> draft.jvmOptions = newJvmOptions);
  }

  /** The same, telling its progress to {@code newProgress}. */
  public LaunchSettings tellingProgressTo(Consumer<String> newProgress) {
    return with(draft -> draft.progress = newProgress);
  }

  private LaunchSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new LaunchSettings(
        dataDir,
        libDir,
        draft.address,
        draft.nativePort,
        draft.storagePort,
        draft.jmxPort,
        draft.heapMiB,
        draft.seeds,
        draft.tls,
        draft.startTimeout,
        draft.stopTimeout,
        draft.jvmOptions,
        draft.progress,
        executor);
  }

  /** What may be changed, while it is. */
  private static final class Draft {
    String address;
    int nativePort;
    int storagePort;
    int jmxPort;
    int heapMiB;
    List<String> seeds;
    Optional<MutualTls> tls;
    Duration startTimeout;
    Duration stopTimeout;
    List<String> jvmOptions;
    Consumer<String> progress;

    Draft(LaunchSettings from) {
      address = from.address;
      nativePort = from.nativePort;
      storagePort = from.storagePort;
      jmxPort = from.jmxPort;
      heapMiB = from.heapMiB;
      seeds = from.seeds;
      tls = from.tls;
      startTimeout = from.startTimeout;
      stopTimeout = from.stopTimeout;
      jvmOptions = from.jvmOptions;
      progress = from.progress;
    }
  }

  private static void requirePort(String what, int port, int lowest) {
    if (port < lowest || port > 65535) {
      throw new IllegalArgumentException(
          what + ": " + port + " (expected: " + lowest + " to 65535)");
    }
  }
}
