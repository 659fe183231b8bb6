package org.yubin.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.yubin.entity.EntityMeasures;
import org.yubin.frontend.imap.session.SessionMeasures;
import org.yubin.frontend.lmtp.DeliveryMeasures;
import org.yubin.persistence.content.CassandraBlobStore;
import org.yubin.persistence.content.ReadCounts;
import org.yubin.persistence.message.CassandraMessageStore;

/**
 * All that a node counts and times, and the JVM beside it. Values of tags are few and fixed: never
 * an account or a mailbox. Thread safe.
 */
public final class Metrics implements AutoCloseable {
  /** Bounds of the histograms of time; one more bucket has what took longer. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final SessionTimers sessions;
  private final DeliveryTimers deliveries;
  private final Map<String, Integer> shards = new ConcurrentHashMap<>();

  /** Begins with the JVM and the process; the rest comes as the parts of the node do. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    sessions = new SessionTimers(registry);
    deliveries = new DeliveryTimers(registry);
  }

  /** Told by IMAP sessions. */
  public SessionMeasures sessions() {
    return sessions;
  }

  /** Told by LMTP sessions. */
  public DeliveryMeasures deliveries() {
    return deliveries;
  }

  /**
   * Told by the gates of one kind; asked for once.
   *
   * @param kind such as {@code mailbox}
   */
  public EntityMeasures entities(String kind) {
    Gauge.builder("yubin.shards", shards, here -> here.getOrDefault(kind, 0))
        .tag("kind", kind)
        .description("Shards that this node holds")
        .register(registry);
    return new EntityMeters(registry, kind);
  }

  /** How many shards of each kind this node holds now. */
  public void shards(Map<String, Integer> here) {
    shards.putAll(here);
  }

  /** Counts the connections of one protocol. */
  public void connections(String protocol, boolean tls, LongSupplier now) {
    Gauge.builder("yubin.sessions", now::getAsLong)
        .tag("protocol", protocol)
        .tag("tls", tls ? "on" : "off")
        .description("Connections that stand now")
        .register(registry);
  }

  /** Counts where the stores find what is read. */
  public void content(CassandraBlobStore blobs, CassandraMessageStore messages) {
    reads("blob", blobs.reads());
    reads("row", messages.rowReads());
    reads("summary", messages.summaryReads());
    FunctionCounter.builder(
            "yubin.summary.range.write.failures",
            messages,
            CassandraMessageStore::failedCacheWrites)
        .description("Fills of the range cache of summaries that failed")
        .register(registry);
  }

  private void reads(String content, ReadCounts counts) {
    for (ReadCounts.Place place : ReadCounts.Place.values()) {
      FunctionCounter.builder("yubin.content.reads", counts, read -> read.of(place))
          .tag("content", content)
          .tag("place", place.name().toLowerCase(Locale.ROOT))
          .description("Reads of message content, by where it was found")
          .register(registry);
    }
  }

  /** All of it, in the text format of Prometheus (version 0.0.4). */
  public String text() {
    return registry.scrape();
  }

  /** A timer with a histogram. */
  static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BOUNDS);
  }

  /** Frees what listens to the JVM. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
