package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yubin account}: the accounts of the running node, over its admin API. */
@Command(
    name = "account",
    description = "Makes, lists and changes accounts of the running node.",
    mixinStandardHelpOptions = true)
final class AccountCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        commandLine(),
        "a command is missing (expected: add, list, passwd, disable, enable, delete)");
  }

  @Command(description = "Makes an account with its default mailboxes.")
  int add(
      @Mixin NodeOptions node,
      @Option(names = "--password", description = "made up and printed if not given")
          @Nullable String password,
      @Parameters(paramLabel = "NAME") String name)
      throws StartFailure {
    Map<String, Object> body = body(password);
    body.put("name", name);
    JsonNode answer = client(node).call("POST", "accounts", body);
    out().println("added " + answer.path("account").asText());
    tellPassword(answer);
    return 0;
  }

  @Command(description = "Lists the accounts.")
  int list(@Mixin NodeOptions node) throws StartFailure {
    for (JsonNode account : client(node).call("GET", "accounts", Map.of())) {
      out()
          .printf(
              "%-40s %-8s %s%n",
              account.path("name").asText(),
              account.path("enabled").asBoolean() ? "enabled" : "disabled",
              account.path("created").asText());
    }
    return 0;
  }

  @Command(description = "Sets an account's password.")
  int passwd(
      @Mixin NodeOptions node,
      @Option(names = "--password", description = "made up and printed if not given")
          @Nullable String password,
      @Parameters(paramLabel = "NAME") String name)
      throws StartFailure {
    JsonNode answer = client(node).call("PUT", account(name) + "/password", body(password));
    out().println("password of " + answer.path("account").asText() + " set");
    tellPassword(answer);
    return 0;
  }

  @Command(description = "Refuses further logins and deliveries of an account; its mail stays.")
  int disable(@Mixin NodeOptions node, @Parameters(paramLabel = "NAME") String name)
      throws StartFailure {
    return change(node, "POST", account(name) + "/disable", "disabled");
  }

  @Command(description = "Takes logins and deliveries of a disabled account again.")
  int enable(@Mixin NodeOptions node, @Parameters(paramLabel = "NAME") String name)
      throws StartFailure {
    return change(node, "POST", account(name) + "/enable", "enabled");
  }

  @Command(
      description =
          "Deletes an account: its name is free again, its mailboxes cannot be reached any more.")
  int delete(@Mixin NodeOptions node, @Parameters(paramLabel = "NAME") String name)
      throws StartFailure {
    return change(node, "DELETE", account(name), "deleted");
  }

  private int change(NodeOptions node, String method, String path, String done)
      throws StartFailure {
    JsonNode answer = client(node).call(method, path, Map.of());
    out().println(done + " " + answer.path("account").asText());
    return 0;
  }

  private static AdminClient client(NodeOptions node) throws StartFailure {
    return new AdminClient(node.settings(Map.of()));
  }

  private static String account(String name) {
    return "accounts/" + AdminClient.segment(name);
  }

  private static Map<String, Object> body(@Nullable String password) {
    Map<String, Object> body = new HashMap<>();
    if (password != null) {
      body.put("password", password);
    }
    return body;
  }

  private void tellPassword(JsonNode answer) {
    if (answer.hasNonNull("password")) {
      out().println("password: " + answer.get("password").asText());
    }
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    return spec.commandLine();
  }
}
