package org.yubin.frontend.admin;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/** The answers of the admin API: JSON, and {@code {"error"}} where something was not done. */
final class Answers {
  private Answers() {}

  static HttpResponse json(int status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(ContentTypes.APPLICATION_JSON, body.toString());
  }

  static HttpResponse error(int status, String text) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", text));
  }

  /** A refusal of a mailbox or an account; {@code "why"} names it for programs. */
  static HttpResponse refused(Result.Refused<?> refused) {
    return json(
        status(refused.why()),
        JsonNodeFactory.instance
            .objectNode()
            .put("error", refused.detail())
            .put("why", refused.why().name()));
  }

  private static int status(Refusal why) {
    return switch (why) {
      case NONEXISTENT, TRY_CREATE -> 404;
      case UNAVAILABLE, IN_USE -> 503;
      case NO_PERMISSION -> 403;
      case ALREADY_EXISTS, HAS_CHILDREN -> 409;
      case OVER_QUOTA, CANNOT, LIMIT, CONTENT_MISSING -> 422;
      case FAULT -> 500;
    };
  }
}
