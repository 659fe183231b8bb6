package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  @Test
  void aNodeHasEveryRole_unlessTold() throws Exception {
    assertThat(with(Map.of()).roles()).containsExactly(Role.MAILBOX, Role.FRONTEND);
    assertThat(with(Map.of("yubin.roles", List.of("frontend"))).roles())
        .containsExactly(Role.FRONTEND);
  }

  @Test
  void listsMayBeOneText() throws Exception {
    NodeSettings settings =
        with(
            Map.of(
                "yubin.roles", "mailbox, frontend",
                "yubin.cluster.seed-nodes", "10.0.0.1:7355,10.0.0.2:7355",
                "yubin.cassandra.contact-points", "10.0.1.1:9042"));
    assertThat(settings.roles()).containsExactly(Role.MAILBOX, Role.FRONTEND);
    assertThat(settings.contactPoints()).containsExactly("10.0.1.1:9042");
    Config akka = settings.clusterOverlay();
    assertThat(akka.getStringList("akka.cluster.roles")).containsExactly("mailbox", "frontend");
    assertThat(akka.getStringList("akka.cluster.seed-nodes"))
        .containsExactly("akka://yubin@10.0.0.1:7355", "akka://yubin@10.0.0.2:7355");
  }

  @Test
  void unknownOrNoRoles_areRefused() {
    assertThatThrownBy(() -> with(Map.of("yubin.roles", List.of("postman"))).roles())
        .isInstanceOf(StartFailure.class)
        .hasMessage("yubin.roles: postman (expected: mailbox, frontend)");
    assertThatThrownBy(() -> with(Map.of("yubin.roles", "")).roles())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("none");
  }

  /** RFC 3501 §5.4: an inactivity autologout timer MUST be of at least 30 minutes. */
  @Test
  void anAutologoutBelowHalfAnHour_isRefused() throws Exception {
    assertThatThrownBy(() -> with(Map.of("yubin.imap.limits.idle-timeout", "1799 seconds")))
        .isInstanceOf(StartFailure.class)
        .hasMessage("yubin.imap.limits.idle-timeout: 1799 seconds (expected: >= 1800)");
    assertThat(with(Map.of("yubin.imap.limits.idle-timeout", "30 minutes")).imap()).isPositive();
  }

  @Test
  void logFormat_isTheUsualOne_unlessConfigured() throws Exception {
    assertThat(with(Map.of()).logFormat(LogFormat.TEXT)).isEqualTo(LogFormat.TEXT);
    assertThat(with(Map.of("yubin.log.format", "json")).logFormat(LogFormat.TEXT))
        .isEqualTo(LogFormat.JSON);
    assertThatThrownBy(() -> with(Map.of("yubin.log.format", "xml")).logFormat(LogFormat.JSON))
        .isInstanceOf(StartFailure.class)
        .hasMessage("yubin.log.format: xml (expected: json, text)");
  }

  private static NodeSettings with(Map<String, Object> options) throws StartFailure {
    return NodeSettings.load(Optional.empty(), options);
  }
}
