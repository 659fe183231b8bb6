package org.yubin.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yubin.frontend.auth.PasswordScheme;
import org.yubin.persistence.cassandra.CassandraSettings;

/**
 * What {@code yubin.conf} says, as laid over by a file and the command line. Sizes are octets or as
 * named.
 *
 * @param whole the configuration these were read from, Akka's and the driver's parts included
 * @param http port of the admin HTTP API
 */
public record NodeSettings(
    Config whole,
    Path dataDir,
    String bind,
    int imap,
    int imaps,
    int lmtp,
    int http,
    boolean allowPlainLogin,
    String hostname,
    Optional<Path> certificate,
    Optional<Path> key) {
  /** RFC 3501 §5.4: an inactivity autologout timer is of at least 30 minutes. */
  private static final Duration AUTOLOGOUT = Duration.ofMinutes(30);

  /**
   * Reads the settings.
   *
   * @param file laid over the defaults
   * @param options laid over both: path of a key, and its value
   * @throws StartFailure if a file is missing, does not parse, or holds a key that does not exist
   *     below {@code yubin}; if a value is one that no node may run with
   */
  public static NodeSettings load(Optional<Path> file, Map<String, Object> options)
      throws StartFailure {
    try {
      Config given = ConfigFactory.empty();
      if (file.isPresent()) {
        if (!Files.isReadable(file.get())) {
          throw new StartFailure(file.get() + ": cannot be read (expected: a configuration file)");
        }
        given = ConfigFactory.parseFile(file.get().toFile());
        refuseUnknownKeys(file.get(), given);
      }
      Config over = ConfigFactory.parseMap(options, "command line");
      Config whole =
          ConfigFactory.defaultOverrides()
              .withFallback(over)
              .withFallback(given)
              .withFallback(ConfigFactory.parseResources("application.conf"))
              .withFallback(ConfigFactory.defaultReferenceUnresolved())
              .resolve();
      return of(whole);
    } catch (ConfigException wrong) {
      throw new StartFailure("configuration: " + firstLine(wrong), wrong);
    }
  }

  private static NodeSettings of(Config whole) throws StartFailure {
    Config yubin = whole.getConfig("yubin");
    atLeast(yubin, "imap.limits.idle-timeout", AUTOLOGOUT);
    return new NodeSettings(
        whole,
        Path.of(yubin.getString("data-dir")).toAbsolutePath().normalize(),
        yubin.getString("bind"),
        port(yubin, "imap.port"),
        port(yubin, "imaps.port"),
        port(yubin, "lmtp.port"),
        port(yubin, "http.port"),
        yubin.getBoolean("imap.allow-plain-login"),
        yubin.getString("lmtp.hostname"),
        path(yubin, "tls.certificate"),
        path(yubin, "tls.key"));
  }

  /** The same with plain logins allowed, or as configured if not. */
  public NodeSettings withPlainLogin(boolean allowed) {
    return new NodeSettings(
        whole,
        dataDir,
        bind,
        imap,
        imaps,
        lmtp,
        http,
        allowPlainLogin || allowed,
        hostname,
        certificate,
        key);
  }

  /**
   * What this process does, at least one thing.
   *
   * @throws StartFailure if a role is not known, or there is none
   */
  public Set<Role> roles() throws StartFailure {
    return Role.named(ClusterSettings.texts(whole, "yubin.roles"));
  }

  /** {@code host:port} of some Cassandra nodes; empty where dev starts one of its own. */
  List<String> contactPoints() {
    return ClusterSettings.texts(whole, "yubin.cassandra.contact-points");
  }

  /**
   * What {@code yubin.cluster} says.
   *
   * @throws StartFailure if it cannot be used
   */
  ClusterSettings cluster() throws StartFailure {
    return ClusterSettings.of(whole);
  }

  /** What Akka is to know of these settings. */
  Config clusterOverlay() throws StartFailure {
    return cluster().overlay(roles());
  }

  /** Where Cassandra is, with these contact points instead of the configured ones. */
  CassandraSettings cassandraAt(List<InetSocketAddress> contactPoints) throws StartFailure {
    PeerCertificates.in(whole, "yubin.cassandra.tls"); // is refused here, in one line
    return CassandraSettings.from(
        cassandra()
            .withValue(
                "contact-points",
                ConfigValueFactory.fromIterable(
                    contactPoints.stream()
                        .map(at -> at.getHostString() + ":" + at.getPort())
                        .toList())));
  }

  /** The settings below {@code yubin.cassandra}. */
  public Config cassandra() {
    return whole.getConfig("yubin.cassandra");
  }

  /** The settings below {@code yubin.imap}. */
  Config imapSettings() {
    return whole.getConfig("yubin.imap");
  }

  /** The settings below {@code yubin.lmtp}. */
  Config lmtpSettings() {
    return whole.getConfig("yubin.lmtp");
  }

  /**
   * How a line of the log is written.
   *
   * @param usual unless configured
   * @throws StartFailure if it is not one of the known formats
   */
  LogFormat logFormat(LogFormat usual) throws StartFailure {
    return LogFormat.named(whole.getString("yubin.log.format"), usual);
  }

  /** Whether {@code /metrics} wants the admin token. */
  boolean metricsToken() {
    return whole.getBoolean("yubin.http.metrics-token");
  }

  /** How long the content of expunged messages is kept. */
  public Duration retention() {
    return whole.getDuration("yubin.collector.retention");
  }

  /**
   * What is kept of a password that is set.
   *
   * @throws StartFailure if it is not one of the known forms, or hashed too few times
   */
  PasswordScheme passwords() throws StartFailure {
    String kind = whole.getString("yubin.auth.credential");
    int iterations = whole.getInt("yubin.auth.scram-iterations");
    if (iterations < PasswordScheme.LEAST_ITERATIONS) {
      throw new StartFailure(
          "yubin.auth.scram-iterations: %d (expected: >= %d)"
              .formatted(iterations, PasswordScheme.LEAST_ITERATIONS));
    }
    return switch (kind) {
      case "scram" -> new PasswordScheme(PasswordScheme.Kind.SCRAM, iterations);
      case "argon2id" -> new PasswordScheme(PasswordScheme.Kind.ARGON2ID, iterations);
      default ->
          throw new StartFailure("yubin.auth.credential: " + kind + " (expected: scram, argon2id)");
    };
  }

  /** Pause between two steps of the collector. */
  public Duration collectorPause() {
    return whole.getDuration("yubin.collector.pause");
  }

  /** Name of the file in the data folder whose text lets a command use the admin API. */
  public Path tokenFile() {
    return dataDir.resolve("admin.token");
  }

  private static int port(Config yubin, String key) throws StartFailure {
    int port = yubin.getInt(key);
    if (port < 0 || port > 65_535) {
      throw new StartFailure("yubin." + key + ": " + port + " (expected: 0 to 65535)");
    }
    return port;
  }

  private static void atLeast(Config yubin, String key, Duration least) throws StartFailure {
    Duration given = yubin.getDuration(key);
    if (given.compareTo(least) < 0) {
      throw new StartFailure(
          "yubin.%s: %d seconds (expected: >= %d)"
              .formatted(key, given.toSeconds(), least.toSeconds()));
    }
  }

  private static Optional<Path> path(Config yubin, String key) {
    String text = yubin.getString(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).toAbsolutePath());
  }

  private static void refuseUnknownKeys(Path file, Config given) throws StartFailure {
    if (!given.hasPath("yubin")) {
      return;
    }
    Config known =
        ConfigFactory.parseResources("yubin.conf")
            .withFallback(ConfigFactory.defaultReferenceUnresolved());
    Set<String> unknown = new TreeSet<>();
    given
        .resolve()
        .entrySet()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (key.startsWith("yubin.") && !known.hasPathOrNull(key)) {
                unknown.add(key);
              }
            });
    if (!unknown.isEmpty()) {
      throw new StartFailure(
          file + ": unknown keys " + unknown + " (expected: those of yubin.conf)");
    }
  }

  private static String firstLine(ConfigException wrong) {
    String message = String.valueOf(wrong.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
