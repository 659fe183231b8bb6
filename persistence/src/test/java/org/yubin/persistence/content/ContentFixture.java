package org.yubin.persistence.content;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestIdGenerator;
import com.datastax.oss.driver.internal.core.cql.DefaultPrepareRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.launch.CassandraFixture;

/** A keyspace with the content tables, a session that counts statements, and a clock to be set. */
public final class ContentFixture implements AutoCloseable {
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
            .withRequestIdGenerator(new Counter(statements))
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
    return new ContentFixture(CassandraFixture.shared().migratedKeyspace(test));
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

  /** Statements sent to Cassandra since the start; preparations are not counted. */
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

  /**
   * Counts when a request is sent: a tracker would hear of it only after the test has its answer.
   */
  private record Counter(AtomicLong count) implements RequestIdGenerator {
    @Override
    public String getSessionRequestId() {
      return "";
    }

    @Override
    public String getNodeRequestId(Request request, String parentId) {
      if (!(request instanceof DefaultPrepareRequest)) {
        count.incrementAndGet();
      }
      return "";
    }

    @Override
    public Statement<?> getDecoratedStatement(Statement<?> statement, String nodeRequestId) {
      return statement;
    }
  }
}
