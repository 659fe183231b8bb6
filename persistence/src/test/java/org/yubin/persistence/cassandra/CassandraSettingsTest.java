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
      Config block =
          ConfigFactory.parseString(
              "contact-points = %s, local-datacenter = d, keyspace = k, replication-factor = 3"
                  .formatted(points));
      CassandraSettings settings = CassandraSettings.from(block);
      assertThat(settings.contactPoints()).containsExactly("a:1", "b:2");
      assertThat(settings.replication()).isEqualTo("{'class': 'NetworkTopologyStrategy', 'd': 3}");
      assertThat(settings.survives()).contains("1 lost Cassandra node");
    }
  }

  private static Config withOverride(String override) {
    return ConfigFactory.parseString(override)
        .withFallback(SETTINGS.overlay())
        .withFallback(ConfigFactory.parseResources("yubin-journal.conf"))
        .withFallback(ConfigFactory.load())
        .resolve();
  }
}
