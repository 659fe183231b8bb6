package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.HttpCredentials;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.japi.function.Function;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.StoreUnavailableException;

/**
 * The admin API. Every path below {@code /admin} wants {@code Authorization: Bearer} with the
 * node's token. Bodies are JSON objects of at most 64 KiB.
 *
 * <pre>
 * GET    /admin/v1/accounts                     all accounts
 * POST   /admin/v1/accounts                     {"name", "password"?}: 201, or 409 if the name is taken
 * PUT    /admin/v1/accounts/{name}/password     {"password"?}: a missing password is made up and returned
 * POST   /admin/v1/accounts/{name}/disable      no further logins or deliveries
 * POST   /admin/v1/accounts/{name}/enable
 * DELETE /admin/v1/accounts/{name}
 * </pre>
 *
 * <p>The mailboxes and messages of an account are the matter of {@link TransferApi}, backups that
 * are put back that of {@link RestoreApi}; their bodies stream. What the node tells of itself is in
 * {@link NodeApi}.
 */
public final class AdminApi {
  private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
  private static final int MAX_BODY_OCTETS = 65_536;
  private static final long BODY_TIMEOUT_MILLIS = 5_000;
  private static final String ACCOUNTS = "/admin/v1/accounts";
  private static final String RESTORES = "/admin/v1/restores";

  private final byte[] token;
  private final AccountAdmin accounts;
  private final TransferApi transfer;
  private final RestoreApi restore;
  private final NodeApi node;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param token what a caller must present
   */
  public AdminApi(
      String token, AccountAdmin accounts, TransferApi transfer, RestoreApi restore, NodeApi node) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.accounts = accounts;
    this.transfer = transfer;
    this.restore = restore;
    this.node = node;
  }

  Function<HttpRequest, CompletionStage<HttpResponse>> handler(ActorSystem<?> system) {
    return request ->
        CompletableFuture.completedFuture(request)
            .thenCompose(
                asked ->
                    streamed(asked, system)
                        .orElseGet(
                            () ->
                                asked
                                    .entity()
                                    .withSizeLimit(MAX_BODY_OCTETS)
                                    .toStrict(BODY_TIMEOUT_MILLIS, system)
                                    .thenCompose(
                                        body -> answer(asked, body.getData().utf8String()))))
            .exceptionally(this::failed);
  }

  private Optional<CompletionStage<HttpResponse>> streamed(
      HttpRequest request, ActorSystem<?> system) {
    List<String> path = segments(request);
    if (path.size() < 3 || !allowed(request)) {
      return Optional.empty();
    }
    List<String> rest = path.subList(3, path.size());
    if (RESTORES.equals("/" + String.join("/", path.subList(0, 3)))) {
      return restore.answer(request, rest, system);
    }
    return isAccounts(path) ? transfer.answer(request, rest, system) : Optional.empty();
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request, String body) {
    List<String> path = segments(request);
    boolean allowed = allowed(request);
    Optional<CompletionStage<HttpResponse>> told =
        node.answer(request, String.join("/", path), allowed);
    if (told.isPresent()) {
      return told.get();
    }
    if (!allowed) {
      return done(Answers.error(401, "token: missing or wrong (expected: Authorization: Bearer)"));
    }
    if (!isAccounts(path)) {
      return done(Answers.error(404, "no such resource"));
    }
    return accountRequest(request, path.subList(3, path.size()), body);
  }

  private static boolean isAccounts(List<String> path) {
    return path.size() >= 3 && ACCOUNTS.equals("/" + String.join("/", path.subList(0, 3)));
  }

  private CompletionStage<HttpResponse> accountRequest(
      HttpRequest request, List<String> rest, String body) {
    var method = request.method();
    if (rest.isEmpty() && method.equals(HttpMethods.GET)) {
      return accounts.list().thenApply(all -> Answers.json(200, json.valueToTree(all)));
    }
    if (rest.isEmpty() && method.equals(HttpMethods.POST)) {
      JsonNode given = Bodies.parse(body);
      return accounts
          .add(given.path("name").asText(""), password(given))
          .thenApply(outcome -> respond(outcome, 201));
    }
    if (rest.size() == 1 && method.equals(HttpMethods.DELETE)) {
      return accounts.delete(rest.get(0)).thenApply(outcome -> respond(outcome, 200));
    }
    String verb = rest.size() == 2 ? method.value() + " " + rest.get(1) : "";
    return switch (verb) {
      case "PUT password" ->
          accounts
              .setPassword(rest.get(0), password(Bodies.parse(body)))
              .thenApply(outcome -> respond(outcome, 200));
      case "POST disable" ->
          accounts.setEnabled(rest.get(0), false).thenApply(outcome -> respond(outcome, 200));
      case "POST enable" ->
          accounts.setEnabled(rest.get(0), true).thenApply(outcome -> respond(outcome, 200));
      default -> done(Answers.error(404, "no such resource"));
    };
  }

  private HttpResponse respond(AccountAdmin.Outcome outcome, int success) {
    return switch (outcome.kind()) {
      case DONE -> Answers.json(success, outcomeBody(outcome));
      case INVALID -> Answers.error(400, outcome.text());
      case MISSING -> Answers.error(404, outcome.text());
      case TAKEN -> Answers.error(409, outcome.text());
      case UNAVAILABLE -> Answers.error(503, outcome.text());
    };
  }

  private ObjectNode outcomeBody(AccountAdmin.Outcome outcome) {
    ObjectNode body = json.createObjectNode().put("account", outcome.text());
    outcome.madePassword().ifPresent(made -> body.put("password", made));
    return body;
  }

  private static Optional<String> password(JsonNode given) {
    return given.hasNonNull("password")
        ? Optional.of(given.get("password").asText())
        : Optional.empty();
  }

  private boolean allowed(HttpRequest request) {
    return request
        .getHeader(akka.http.javadsl.model.headers.Authorization.class)
        .map(header -> header.credentials())
        .map(HttpCredentials::token)
        .map(given -> MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token))
        .orElse(false);
  }

  private static List<String> segments(HttpRequest request) {
    List<String> path = new ArrayList<>();
    request.getUri().pathSegments().forEach(path::add);
    return path;
  }

  private HttpResponse failed(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    if (cause instanceof InvalidBodyException wrong) {
      return Answers.error(400, String.valueOf(wrong.getMessage()));
    }
    if (cause instanceof RefusedException refused) {
      return Answers.refused(refused.refused());
    }
    if (cause instanceof EntityStreamSizeException) {
      return Answers.error(413, "body: too large");
    }
    if (cause instanceof TimeoutException) {
      return Answers.error(408, "body: did not come in time");
    }
    if (cause instanceof StoreUnavailableException outage) {
      LOG.warn("admin request refused: {}", outage.toString());
      return Answers.error(503, "not now; try again");
    }
    LOG.error("admin request failed", cause);
    return Answers.error(500, "failed; the log says why");
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
