package org.yubin.frontend.admin;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a node tells of itself.
 *
 * <pre>
 * GET /healthz   200 while the process answers at all
 * GET /readyz    200 while it serves mail, else 503
 * GET /metrics   for Prometheus; numbers alone, no names of accounts or mailboxes
 * GET /cluster   members and shards ({@link ClusterState}); with the token
 * </pre>
 */
public final class NodeApi {
  private static final ContentType.WithCharset PROMETHEUS =
      ContentTypes.create(
          MediaTypes.customWithOpenCharset("text", "plain", Map.of("version", "0.0.4"), false),
          HttpCharsets.UTF_8);

  private final NodeState node;
  private final boolean metricsToken;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param metricsToken whether {@code /metrics} wants the token, too
   */
  public NodeApi(NodeState node, boolean metricsToken) {
    this.node = node;
    this.metricsToken = metricsToken;
  }

  /**
   * Answers a request for one of its paths.
   *
   * @param path without the first slash
   * @param allowed whether the request has the token
   * @return empty if the path is of somebody else
   */
  Optional<CompletionStage<HttpResponse>> answer(
      HttpRequest request, String path, boolean allowed) {
    boolean open =
        switch (path) {
          case "healthz", "readyz" -> true;
          case "metrics" -> !metricsToken;
          default -> false;
        };
    boolean read =
        request.method().equals(HttpMethods.GET) || request.method().equals(HttpMethods.HEAD);
    if (!read || !(open || allowed)) {
      return Optional.empty();
    }
    return switch (path) {
      case "healthz" -> Optional.of(done(text(200, "ok\n")));
      case "readyz" ->
          Optional.of(done(node.ready() ? text(200, "ready\n") : text(503, "not ready\n")));
      case "metrics" ->
          Optional.of(
              node.metrics().thenApply(text -> HttpResponse.create().withEntity(PROMETHEUS, text)));
      case "cluster" ->
          Optional.of(
              node.cluster().thenApply(state -> Answers.json(200, json.valueToTree(state))));
      default -> Optional.empty();
    };
  }

  private static HttpResponse text(int status, String text) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(ContentTypes.TEXT_PLAIN_UTF8, text);
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
