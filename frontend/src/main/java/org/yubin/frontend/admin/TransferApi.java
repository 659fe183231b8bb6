package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.SpecialUse;
import org.yubin.account.model.Subscribe;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/**
 * The mailboxes and messages of an account, for import, export, backup and restore. Bodies of
 * messages stream as frames (a line of JSON, then octets), in both directions.
 *
 * <pre>
 * GET  /admin/v1/accounts/{name}/mailboxes              the tree, with counters and subscriptions;
 *                                                       with ?secrets=true the credential too
 * POST /admin/v1/accounts/{name}/mailboxes              {"name","use"?,"subscribed"?}: made, or there
 * POST /admin/v1/accounts/{name}/subscriptions          {"names":[]}
 * GET  /admin/v1/accounts/{name}/messages?mailbox=M     frames: {@link MessageStream}
 * POST /admin/v1/accounts/{name}/messages?mailbox=M     frames {"octets","flags"?,"internalDate"?,
 *                                                       "emailId"?}: {@link ImportBatch}; with
 *                                                       &amp;uids=true they keep their "uid"
 * </pre>
 */
public final class TransferApi {
  private static final String MAILBOXES = "mailboxes";
  private static final String MESSAGES = "messages";
  private static final String SUBSCRIPTIONS = "subscriptions";

  private final AccountDirectory directory;
  private final Services services;

  public TransferApi(AccountDirectory directory, Services services) {
    this.directory = directory;
    this.services = services;
  }

  /** The answer, if it is one of these paths; {@code rest} is what stands below accounts. */
  Optional<CompletionStage<HttpResponse>> answer(
      HttpRequest request, List<String> rest, ActorSystem<?> system) {
    if (rest.size() != 2) {
      return Optional.empty();
    }
    String name = rest.get(0);
    if (request.method().equals(HttpMethods.GET)) {
      var unused = request.discardEntityBytes(system);
    }
    return switch (request.method().value() + " " + rest.get(1)) {
      case "GET " + MAILBOXES ->
          Optional.of(account(name).thenCompose(a -> mailboxes(a, wantsSecrets(request))));
      case "POST " + MAILBOXES ->
          Optional.of(
              Bodies.json(request, system)
                  .thenCompose(body -> account(name).thenCompose(a -> create(a, body))));
      case "POST " + SUBSCRIPTIONS ->
          Optional.of(
              Bodies.json(request, system)
                  .thenCompose(body -> account(name).thenCompose(a -> subscribe(a, body))));
      case "GET " + MESSAGES ->
          Optional.of(account(name).thenCompose(a -> export(a, mailboxName(request))));
      case "POST " + MESSAGES ->
          Optional.of(account(name).thenCompose(a -> take(a, request, system)));
      default -> Optional.empty();
    };
  }

  private CompletionStage<AccountRecord> account(String name) {
    return directory
        .byName(name)
        .thenApply(
            found ->
                found.orElseThrow(
                    () ->
                        new RefusedException(
                            new Result.Refused<>(
                                Refusal.NONEXISTENT, name + ": no such account"))));
  }

  private CompletionStage<MailboxTree> tree(AccountId account) {
    return services.accounts().tree(account).thenApply(RefusedException::value);
  }

  private CompletionStage<MailboxId> mailbox(AccountRecord account, String name) {
    return tree(account.id())
        .thenApply(
            tree ->
                tree.find(name)
                    .flatMap(MailboxTree.Entry::id)
                    .orElseThrow(
                        () ->
                            new RefusedException(
                                new Result.Refused<>(
                                    Refusal.NONEXISTENT, name + ": no such mailbox"))));
  }

  private static String mailboxName(HttpRequest request) {
    return request
        .getUri()
        .query()
        .get("mailbox")
        .orElseThrow(() -> new InvalidBodyException("mailbox: missing (expected: ?mailbox=NAME)"));
  }

  // ---- mailboxes ----

  private static boolean wantsSecrets(HttpRequest request) {
    return request.getUri().query().get("secrets").filter("true"::equals).isPresent();
  }

  private CompletionStage<HttpResponse> mailboxes(AccountRecord account, boolean secrets) {
    return tree(account.id())
        .thenCompose(
            tree -> {
              ObjectNode answer = JsonNodeFactory.instance.objectNode();
              answer.put("maxMessageOctets", services.limits().maxMessageOctets());
              ObjectNode owner = answer.putObject("account");
              owner.setAll(account(account));
              if (secrets) {
                owner.put("credential", account.credential());
              }
              ArrayNode all = answer.putArray(MAILBOXES);
              tree.subscriptions().forEach(answer.putArray(SUBSCRIPTIONS)::add);
              var entries = tree.entries().iterator();
              return Steps.whileTrue(
                      services.scan(),
                      () ->
                          entries.hasNext()
                              ? describe(entries.next(), all).thenApply(told -> true)
                              : CompletableFuture.completedStage(false))
                  .thenApply(told -> Answers.json(200, answer));
            });
  }

  private static ObjectNode account(AccountRecord account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", account.name())
        .put("id", account.id().toString())
        .put("domain", account.domain())
        .put("enabled", account.enabled())
        .put("created", account.created().toString());
  }

  private CompletionStage<Void> describe(MailboxTree.Entry entry, ArrayNode all) {
    ObjectNode told = all.addObject().put("name", entry.name());
    entry.use().ifPresent(use -> told.put("use", use.attribute()));
    told.put("subscribed", entry.subscribed());
    if (entry.id().isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    told.put("id", entry.id().get().toString());
    return services
        .mailboxes()
        .status(entry.id().get())
        .thenApply(RefusedException::value)
        .thenAccept(status -> describe(status, told));
  }

  private static void describe(MailboxStatus status, ObjectNode told) {
    told.put("messages", status.messages())
        .put("octets", status.sizeOctets())
        .put("uidValidity", status.uidValidity().value())
        .put("uidNext", status.uidNext().value())
        .put("highestModSeq", status.highestModSeq().value());
  }

  private CompletionStage<HttpResponse> create(AccountRecord account, JsonNode body) {
    String name = body.path("name").asText();
    Optional<SpecialUse> use = SpecialUse.of(body.path("use").asText());
    return tree(account.id())
        .thenCompose(
            tree -> {
              boolean there = tree.find(name).filter(MailboxTree.Entry::selectable).isPresent();
              // a use that another mailbox has stays there: the mailbox is made without it
              Optional<SpecialUse> free =
                  use.filter(SpecialUse::isStored)
                      .filter(wanted -> tree.findByUse(wanted).isEmpty());
              CompletionStage<Result<AccountReply>> made =
                  there
                      ? CompletableFuture.completedStage(null)
                      : services
                          .accounts()
                          .execute(account.id(), new CreateMailbox(name, free), cause(account));
              return made.thenCompose(
                  result -> {
                    if (!there) {
                      AccountReply unused = RefusedException.value(result);
                    }
                    return body.path("subscribed").asBoolean()
                        ? subscribe(account, name)
                        : CompletableFuture.completedStage(null);
                  });
            })
        .thenCompose(done -> mailbox(account, name))
        .thenApply(
            id ->
                Answers.json(
                    200,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("id", id.toString())));
  }

  private CompletionStage<HttpResponse> subscribe(AccountRecord account, JsonNode body) {
    var names = body.path("names").iterator();
    return Steps.whileTrue(
            services.scan(),
            () ->
                names.hasNext()
                    ? subscribe(account, names.next().asText()).thenApply(done -> true)
                    : CompletableFuture.completedStage(false))
        .thenApply(done -> Answers.json(200, JsonNodeFactory.instance.objectNode()));
  }

  private CompletionStage<Void> subscribe(AccountRecord account, String name) {
    return services
        .accounts()
        .execute(account.id(), new Subscribe(name), cause(account))
        .thenApply(RefusedException::value)
        .thenApply(done -> null);
  }

  private Cause cause(AccountRecord account) {
    return Operator.cause(account.id(), "IMPORT", new RequestId(services.ids().next()));
  }

  // ---- messages ----

  private CompletionStage<HttpResponse> export(AccountRecord account, String name) {
    return mailbox(account, name)
        .thenCompose(id -> new SettledRecords(services, id).read())
        .thenApply(
            settled ->
                HttpResponse.create()
                    .withEntity(
                        HttpEntities.createChunked(
                            ContentTypes.APPLICATION_OCTET_STREAM,
                            new MessageStream(services, account.id(), name, settled).source())));
  }

  private CompletionStage<HttpResponse> take(
      AccountRecord account, HttpRequest request, ActorSystem<?> system) {
    RequestId id = Bodies.requestId(request);
    boolean keepsUids = request.getUri().query().get("uids").filter("true"::equals).isPresent();
    return mailbox(account, mailboxName(request))
        .thenCompose(
            mailbox ->
                new ImportBatch(services, account.id(), mailbox, keepsUids)
                    .take(Bodies.frames(request, system), id))
        .thenApply(answer -> Answers.json(200, answer));
  }
}
