package org.yubin.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens the session that all our stores share, on the same driver block as the journal plugin's.
 */
public final class CassandraSessions {
  private static final String DRIVER = "datastax-java-driver";
  private static final String CONSISTENCY = DefaultDriverOption.REQUEST_CONSISTENCY.getPath();
  private static final String SERIAL = DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY.getPath();

  /** The driver's profile for lightweight transactions. */
  public static final String FENCE_PROFILE = "yubin-fence";

  private CassandraSessions() {}

  /**
   * Connects. Fails at once if a consistency is weaker than a quorum of the data centre, and after
   * the driver's time-outs if Cassandra does not answer.
   *
   * @param root a node's whole configuration: {@link CassandraSettings#overlay} over one that
   *     includes {@code yubin-journal.conf}
   */
  public static CompletionStage<CqlSession> connect(Config root) {
    try {
      refuseWeak(root);
    } catch (IllegalArgumentException weak) {
      return CompletableFuture.failedFuture(weak);
    }
    DriverConfigLoader loader =
        DriverConfigLoader.fromString(
            root.withOnlyPath(DRIVER).root().render(ConfigRenderOptions.concise()));
    return CqlSession.builder().withConfigLoader(loader).buildAsync();
  }

  /**
   * Checks all consistencies that our stores and the journal use.
   *
   * @throws IllegalArgumentException naming the key, its value and what is expected
   */
  public static void refuseWeak(Config root) {
    Config driver = root.getConfig(DRIVER);
    requireQuorum(driver, CONSISTENCY, "");
    requireSerial(driver, SERIAL, "");
    for (String profile :
        List.of(
            FENCE_PROFILE,
            root.getString("akka.persistence.cassandra.read-profile"),
            root.getString("akka.persistence.cassandra.write-profile"),
            root.getString("akka.persistence.cassandra.query.read-profile"))) {
      String path = "profiles." + profile + ".";
      requireQuorum(driver, path + CONSISTENCY, "LOCAL_QUORUM");
      requireSerial(driver, path + SERIAL, "LOCAL_SERIAL");
    }
  }

  private static void requireQuorum(Config driver, String path, String inherited) {
    require(driver, path, inherited, Set.of("LOCAL_QUORUM", "QUORUM", "EACH_QUORUM", "ALL"));
  }

  private static void requireSerial(Config driver, String path, String inherited) {
    require(driver, path, inherited, Set.of("LOCAL_SERIAL", "SERIAL"));
  }

  private static void require(
      Config driver, String path, String inherited, Set<String> strongEnough) {
    String level = driver.hasPath(path) ? driver.getString(path) : inherited;
    if (!strongEnough.contains(level)) {
      throw new IllegalArgumentException(
          "%s.%s: %s (expected: one of %s, since acknowledged mail must not be lost)"
              .formatted(DRIVER, path, level, strongEnough.stream().sorted().toList()));
    }
  }
}
