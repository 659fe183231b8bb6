package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.CompletionStage;
import org.yubin.mailbox.model.RequestId;

/** What stands in a request to the admin API. */
final class Bodies {
  private static final int MAX_JSON_OCTETS = 65_536;
  private static final long TIMEOUT_MILLIS = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Bodies() {}

  /** A JSON object of at most 64 KiB; an empty body counts as an empty object. */
  static CompletionStage<JsonNode> json(HttpRequest request, ActorSystem<?> system) {
    return request
        .entity()
        .withSizeLimit(MAX_JSON_OCTETS)
        .toStrict(TIMEOUT_MILLIS, system)
        .thenApply(body -> parse(body.getData().utf8String()));
  }

  static JsonNode parse(String body) {
    try {
      JsonNode given = JSON.readTree(body.isBlank() ? "{}" : body);
      if (!given.isObject()) {
        throw new InvalidBodyException("body: not a JSON object");
      }
      return given;
    } catch (JsonProcessingException wrong) {
      throw new InvalidBodyException("body: " + wrong.getOriginalMessage());
    }
  }

  /** Frames, of any length together. */
  static FrameReader frames(HttpRequest request, ActorSystem<?> system) {
    return new FrameReader(request.entity().withoutSizeLimit().getDataBytes(), system);
  }

  /** The header {@code X-Request-Id}. */
  static RequestId requestId(HttpRequest request) {
    return request
        .getHeader("X-Request-Id")
        .map(header -> TransferValues.request(header.value()))
        .orElseThrow(() -> new InvalidBodyException("X-Request-Id: missing (expected: a UUID)"));
  }
}
