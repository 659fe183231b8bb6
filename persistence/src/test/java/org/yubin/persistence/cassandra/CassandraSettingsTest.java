package org.yubin.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraSettingsTest {
  private static final CassandraSettings SETTINGS =
      CassandraSettings.local("127.0.0.1:9042", "yubin");

  @Test
  void ourOwnConfiguration_isStrongEnough() {
    assertThatCode(() -> CassandraSessions.refuseWeak(withOverride(""))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datastax-java-driver.basic.request.consistency = LOCAL_ONE",
        "datastax-java-driver.basic.request.serial-consistency = ONE",
        "datastax-java-driver.profiles.yubin-journal.basic.request.consistency = ONE",
        "datastax-java-driver.profiles.yubin-fence.basic.request.consistency = ANY",
        "akka.persistence.cassandra.write-profile = w,"
            + " datastax-java-driver.profiles.w.basic.request.consistency = TWO"
      })
  void weakConsistency_isRefusedByName(String override) {
    assertThatThrownBy(() -> CassandraSessions.refuseWeak(withOverride(override)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("consistency: ")
        .hasMessageContaining("expected: one of [");
    assertThat(CassandraSessions.connect(withOverride(override)).toCompletableFuture())
        .isCompletedExceptionally();
  }

  @Test
  void overlay_tellsDriverAndJournalTheSame() {
    Config config = withOverride("");
    assertThat(config.getStringList("datastax-java-driver.basic.contact-points"))
        .containsExactly("127.0.0.1:9042");
    assertThat(config.getString("akka.persistence.cassandra.journal.keyspace")).isEqualTo("yubin");
  }

  @Test
  void contactPoints_areAListOrOneString() {
    for (String points : List.of("\"a:1, b:2\"", "[\"a:1\", \"b:2\"]")) {
      CassandraSettings settings = CassandraSettings.from(block(points, ""));
      assertThat(settings.contactPoints()).containsExactly("a:1", "b:2");
      assertThat(settings.replication()).isEqualTo("{'class': 'NetworkTopologyStrategy', 'd': 3}");
      assertThat(settings.survives()).contains("1 lost Cassandra node");
    }
  }

  @Test
  void tls_isTheDriversToo() {
    String driver = "datastax-java-driver.advanced.ssl-engine-factory.";
    Config plain = CassandraSettings.from(block("\"a:1\"", "")).overlay();
    assertThat(plain.hasPath(driver + "class")).isFalse();
    Config tls = CassandraSettings.from(block("\"a:1\"", "own.pem")).overlay();
    assertThat(tls.getString(driver + "class")).isEqualTo(PemSslEngineFactory.class.getName());
    assertThat(tls.getString(driver + "certificate")).isEqualTo("own.pem");
    assertThat(tls.getBoolean(driver + "host-names")).isTrue();
  }

  private static Config block(String contactPoints, String certificate) {
    return ConfigFactory.parseString(
        """
        contact-points = %s, local-datacenter = d, keyspace = k, replication-factor = 3
        tls { certificate = "%s", key = "key.pem", authority = "authority.pem", host-names = on }
        """
            .formatted(contactPoints, certificate));
  }

  private static Config withOverride(String override) {
    return ConfigFactory.parseString(override)
        .withFallback(SETTINGS.overlay())
        .withFallback(ConfigFactory.parseResources("yubin-journal.conf"))
        .withFallback(ConfigFactory.load())
        .resolve();
  }
}
