package org.yubin.frontend.admin;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.memory.FixedNode;
import org.yubin.frontend.memory.MemoryNode;

/** What a node tells of itself, over HTTP. */
class NodeApiTest {
  private static final ClusterState STATE =
      new ClusterState(
          "10.0.0.11:7355",
          "owner",
          "10.0.0.11:7355",
          List.of(new ClusterState.Member("10.0.0.11:7355", List.of("mailbox"), "Up", true, true)),
          Map.of("mailbox", List.of(new ClusterState.Region("10.0.0.11:7355", 7, 30))));
  private static final String MEASURED = "yubin_failovers_total 3.0\n";

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "node-api",
          ConfigFactory.parseString("akka.actor.provider = local, akka.loglevel = OFF")
              .withFallback(ConfigFactory.load()));
  private final MemoryNode memory = new MemoryNode(Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    system.terminate();
    memory.close();
  }

  @Test
  void health_isToldToAnybody() throws Exception {
    AdminServer server = serve(new FixedNode(false, MEASURED, STATE), false);
    assertThat(get(server, "/healthz", "").body()).isEqualTo("ok\n");
    assertThat(get(server, "/readyz", "")).matches(answer -> answer.statusCode() == 503);
    assertThat(get(server, "/nothing", "")).matches(answer -> answer.statusCode() == 401);
    assertThat(get(server, "/nothing", "token")).matches(answer -> answer.statusCode() == 404);
  }

  @Test
  void metrics_areInTheFormatOfPrometheus() throws Exception {
    HttpResponse<String> answer =
        get(serve(new FixedNode(true, MEASURED, STATE), false), "/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4")
        .containsIgnoringCase("charset=utf-8");
    assertThat(answer.body()).isEqualTo(MEASURED);
  }

  @Test
  void metrics_wantTheToken_ifSoConfigured() throws Exception {
    AdminServer server = serve(new FixedNode(true, MEASURED, STATE), true);
    assertThat(get(server, "/metrics", "").statusCode()).isEqualTo(401);
    assertThat(get(server, "/metrics", "wrong").statusCode()).isEqualTo(401);
    assertThat(get(server, "/metrics", "token").body()).isEqualTo(MEASURED);
  }

  @Test
  void cluster_wantsTheToken_andIsJson() throws Exception {
    AdminServer server = serve(new FixedNode(true, MEASURED, STATE), false);
    assertThat(get(server, "/cluster", "").statusCode()).isEqualTo(401);
    HttpResponse<String> answer = get(server, "/cluster", "token");
    assertThat(new ObjectMapper().readValue(answer.body(), ClusterState.class)).isEqualTo(STATE);
  }

  private AdminServer serve(NodeState node, boolean metricsToken) {
    return TestAdmin.start(
        system, memory.directory(), memory.services(), new NodeApi(node, metricsToken));
  }

  private HttpResponse<String> get(AdminServer server, String path, String token)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
