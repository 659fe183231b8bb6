package org.yubin.persistence.content;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestTracker;
import com.datastax.oss.driver.internal.core.cql.DefaultPrepareRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.launch.CassandraFixture;

/** A keyspace with the content tables, a session that counts statements, and a clock to be set. */
public final class ContentFixture implements AutoCloseable {
  private static final List<String> FILES =
      List.of("0010-content", "0011-message", "0012-directory", "0013-collector");

  private final AtomicLong statements = new AtomicLong();
  private final CqlSession session;
  private final ExecutorService cpu = Executors.newFixedThreadPool(2);
  private final SettableClock clock = new SettableClock();
  private final Cql cql;

  private ContentFixture(String keyspace) {
    session =
        CqlSession.builder()
            .addContactPoint(CassandraFixture.shared().contactPoint())
            .withLocalDatacenter("datacenter1")
            .withKeyspace(keyspace)
            .addRequestTracker(new Counter(statements))
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                    .withDuration(
                        DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(20))
                    .build())
            .build();
    cql = new Cql(session, keyspace);
  }

  public static ContentFixture open(Class<?> test) {
    String keyspace = CassandraFixture.shared().keyspace(test);
    ContentFixture fixture = new ContentFixture(keyspace);
    for (String file : FILES) {
      for (String statement : read(file + ".cql").replaceAll("--[^\n]*", "").split(";", -1)) {
        if (!statement.isBlank()) {
          fixture.session.execute(statement.replace("${keyspace}", keyspace));
        }
      }
    }
    return fixture;
  }

  private static String read(String file) {
    try (InputStream in =
        ContentFixture.class.getResourceAsStream("/org/yubin/persistence/schema/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }

  public Cql cql() {
    return cql;
  }

  public CqlSession session() {
    return session;
  }

  public ExecutorService cpu() {
    return cpu;
  }

  public SettableClock clock() {
    return clock;
  }

  public long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Statements that Cassandra has answered since the start; preparations are not counted. */
  public long statements() {
    return statements.get();
  }

  /** The value, waiting for it. */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError("stage failed: " + failed, failed);
    }
  }

  @Override
  public void close() {
    session.close();
    cpu.shutdown();
  }

  /** Stands at the real time of its making until it is moved. */
  public static final class SettableClock extends Clock {
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    public void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("a clock in UTC");
    }
  }

  private record Counter(AtomicLong count) implements RequestTracker {
    @Override
    public void onSuccess(
        Request request,
        long latencyNanos,
        DriverExecutionProfile profile,
        Node node,
        String prefix) {
      count(request);
    }

    @Override
    public void onError(
        Request request,
        Throwable error,
        long latencyNanos,
        DriverExecutionProfile profile,
        @Nullable Node node,
        String prefix) {
      count(request);
    }

    private void count(Request request) {
      if (!(request instanceof DefaultPrepareRequest)) {
        count.incrementAndGet();
      }
    }

    @Override
    public void close() {}
  }
}
