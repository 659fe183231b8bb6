package org.yubin.persistence.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.persistence.content.ContentFixture.await;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.launch.CassandraFixture;

class CqlTest {
  @Test
  void sessionWithoutKeyspace_isEnough() {
    CassandraFixture cassandra = CassandraFixture.shared();
    String keyspace = cassandra.keyspace(CqlTest.class);
    cassandra
        .session()
        .execute("CREATE TABLE %s.t (k int PRIMARY KEY, v text)".formatted(keyspace));
    Cql cql = new Cql(cassandra.session(), keyspace);
    Prepared insert = cql.plain("INSERT INTO t (k, v) VALUES (?, ?)");
    await(insert.write(1, "one"));
    await(
        insert
            .bind(2, "two")
            .thenCombine(insert.bind(3, "three"), List::of)
            .thenCompose(cql::together));
    Prepared change = cql.conditional("UPDATE t SET v = ? WHERE k = ? IF v = ?");
    assertThat(await(change.applied("zwei", 2, "two"))).isTrue();
    assertThat(await(change.applied("zwei", 3, "two"))).isFalse();
    assertThat(await(cql.plain("SELECT k, v FROM t WHERE k IN ?").all(List.of(1, 2, 3))))
        .extracting(row -> row.getInt("k") + row.getString("v"))
        .containsExactlyInAnyOrder("1one", "2zwei", "3three");
    assertThat(await(cql.plain("SELECT v FROM t WHERE k = ?").one(9))).isEmpty();
  }

  @Test
  void preparationThatFailed_isTriedAgain() {
    CassandraFixture cassandra = CassandraFixture.shared();
    String keyspace = cassandra.keyspace(CqlTest.class);
    Prepared read = new Cql(cassandra.session(), keyspace).plain("SELECT k FROM late");
    assertThat(read.all().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(InvalidQueryException.class);
    cassandra.session().execute("CREATE TABLE %s.late (k int PRIMARY KEY)".formatted(keyspace));
    assertThat(await(read.all())).isEmpty();
  }
}
