package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Services;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/**
 * Puts an account back from a backup. Nobody can reach it until {@code finish}, which writes the
 * directory's row; every step before may be repeated, and a restore that broke off is taken up by
 * the next. Ids are kept where they are free on this cluster.
 *
 * <pre>
 * POST /admin/v1/restores                          {"name","account","inbox":MAILBOX}:
 *                                                  {"account","inbox","kept"}
 * POST /admin/v1/restores/{account}/mailboxes      MAILBOX {"id","uidValidity","uidNext",
 *                                                  "highestModSeq"}: {"id","uidNext","kept"}, where
 *                                                  uidNext says which messages are there already
 * POST /admin/v1/restores/{account}/messages?mailbox=ID&amp;highest=H
 *                                                  frames as an export has them
 * POST /admin/v1/restores/{account}/mailboxes/{id} MAILBOX and {"name","use"?}: it is complete
 * POST /admin/v1/restores/{account}/subscriptions  {"names":[],"removed":[]}
 * POST /admin/v1/restores/{account}/finish         {"name","domain","enabled","credential"?,
 *                                                  "password"?}: {"password"} if one was made up
 * </pre>
 */
public final class RestoreApi {
  private final AccountDirectory directory;
  private final AccountAdmin admin;
  private final Services services;
  private final Restoring restoring;

  public RestoreApi(AccountDirectory directory, AccountAdmin admin, Services services) {
    this.directory = directory;
    this.admin = admin;
    this.services = services;
    this.restoring = new Restoring(services);
  }

  /** A mailbox as the backup has it. */
  record BackedUp(MailboxId id, UidValidity uidValidity, Uid uidNext, ModSeq highest) {
    static BackedUp of(JsonNode json) {
      try {
        return new BackedUp(
            TransferValues.mailboxId(json.path("id").asText()),
            new UidValidity(json.path("uidValidity").asLong()),
            new Uid(json.path("uidNext").asLong()),
            new ModSeq(json.path("highestModSeq").asLong()));
      } catch (IllegalArgumentException wrong) {
        throw new InvalidBodyException("mailbox: " + wrong.getMessage());
      }
    }

    BackedUp withId(MailboxId other) {
      return new BackedUp(other, uidValidity, uidNext, highest);
    }
  }

  /** The answer, if it is one of these paths; {@code rest} is what stands below restores. */
  Optional<CompletionStage<HttpResponse>> answer(
      HttpRequest request, List<String> rest, ActorSystem<?> system) {
    if (!request.method().value().equals("POST") || rest.size() > 3) {
      return Optional.empty();
    }
    if (rest.isEmpty()) {
      return Optional.of(Bodies.json(request, system).thenCompose(this::begin));
    }
    AccountId account = TransferValues.accountId(rest.get(0));
    CompletionStage<Void> free = requireFree(account);
    if (rest.size() == 3 && rest.get(1).equals("mailboxes")) {
      return Optional.of(
          free.thenCompose(ok -> Bodies.json(request, system))
              .thenCompose(
                  body ->
                      restoring.complete(
                          account,
                          BackedUp.of(body).withId(TransferValues.mailboxId(rest.get(2))),
                          body))
              .thenApply(done -> Answers.json(200, object())));
    }
    if (rest.size() != 2) {
      return Optional.empty();
    }
    return switch (rest.get(1)) {
      case "mailboxes" ->
          Optional.of(
              free.thenCompose(ok -> Bodies.json(request, system))
                  .thenCompose(body -> restoring.mailbox(account, BackedUp.of(body)))
                  .thenApply(begun -> Answers.json(200, begun.toJson())));
      case "messages" -> Optional.of(free.thenCompose(ok -> messages(account, request, system)));
      case "subscriptions" ->
          Optional.of(
              free.thenCompose(ok -> Bodies.json(request, system))
                  .thenCompose(body -> restoring.subscriptions(account, body))
                  .thenApply(done -> Answers.json(200, object())));
      case "finish" ->
          Optional.of(
              free.thenCompose(ok -> Bodies.json(request, system))
                  .thenCompose(body -> finish(account, body)));
      default -> Optional.empty();
    };
  }

  private CompletionStage<Void> requireFree(AccountId account) {
    return directory
        .byId(account)
        .thenAccept(
            found -> {
              if (found.isPresent()) {
                throw taken(found.get().name());
              }
            });
  }

  private static RefusedException taken(String name) {
    return new RefusedException(
        new Result.Refused<>(Refusal.ALREADY_EXISTS, name + ": there is such an account"));
  }

  private CompletionStage<HttpResponse> begin(JsonNode body) {
    String name = body.path("name").asText();
    AccountId wanted = TransferValues.accountId(body.path("account").asText());
    BackedUp inbox = BackedUp.of(body.path("inbox"));
    return directory
        .byName(name)
        .thenCompose(
            found -> {
              if (found.isPresent()) {
                throw taken(name);
              }
              return directory.byId(wanted);
            })
        .thenCompose(
            found -> found.isPresent() ? restoring.anew(inbox) : restoring.account(wanted, inbox))
        .thenApply(
            begun ->
                Answers.json(
                    200,
                    object()
                        .put("account", begun.account().toString())
                        .put("inbox", begun.inbox().toString())
                        .put("kept", begun.account().equals(wanted))));
  }

  private CompletionStage<HttpResponse> messages(
      AccountId account, HttpRequest request, ActorSystem<?> system) {
    MailboxId mailbox = TransferValues.mailboxId(query(request, "mailbox"));
    ModSeq highest;
    try {
      highest = new ModSeq(Long.parseLong(query(request, "highest")));
    } catch (IllegalArgumentException wrong) {
      throw new InvalidBodyException("highest: " + wrong.getMessage());
    }
    return new RestoreBatch(services, account, mailbox, Optional.of(highest))
        .take(Bodies.frames(request, system), Bodies.requestId(request))
        .thenApply(answer -> Answers.json(200, answer));
  }

  private static String query(HttpRequest request, String name) {
    return request
        .getUri()
        .query()
        .get(name)
        .orElseThrow(() -> new InvalidBodyException(name + ": missing (expected: ?" + name + "=)"));
  }

  private CompletionStage<HttpResponse> finish(AccountId account, JsonNode body) {
    return admin
        .adopt(
            account,
            body.path("name").asText(),
            body.path("enabled").asBoolean(true),
            text(body, "credential"),
            text(body, "password"))
        .thenApply(
            outcome ->
                outcome.kind() == AccountAdmin.Kind.DONE
                    ? Answers.json(200, made(outcome))
                    : Answers.error(
                        outcome.kind() == AccountAdmin.Kind.TAKEN ? 409 : 400, outcome.text()));
  }

  private static ObjectNode made(AccountAdmin.Outcome outcome) {
    ObjectNode answer = object().put("account", outcome.text());
    outcome.madePassword().ifPresent(password -> answer.put("password", password));
    return answer;
  }

  private static Optional<String> text(JsonNode body, String field) {
    return body.hasNonNull(field) ? Optional.of(body.get(field).asText()) : Optional.empty();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
