package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.AdminPort;
import org.yubin.node.transfer.ApiPaths;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Which account of which node mail is moved into or out of: the options that import, export, backup
 * and restore share.
 */
final class TransferOptions {
  @Option(
      names = "--account",
      paramLabel = "NAME",
      required = true,
      description = "the account, as \"yubin account list\" shows it")
  private String account = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings of the node (HOCON), as for serve")
  private java.nio.file.@Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "the running node's data folder (default: ./data; YUBIN_DATA_DIR)")
  private java.nio.file.@Nullable Path dataDir;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "the running node's admin port (default: 8025; YUBIN_HTTP_PORT)")
  private @Nullable Integer httpPort;

  String account() {
    return account;
  }

  /** The account's path in the admin API. */
  String path() {
    return "accounts/" + ApiPaths.segment(account);
  }

  NodeSettings settings() throws StartFailure {
    Map<String, Object> over = new java.util.HashMap<>();
    if (dataDir != null) {
      over.put("yubin.data-dir", dataDir.toString());
    }
    if (httpPort != null) {
      over.put("yubin.http.port", httpPort);
    }
    return NodeSettings.load(java.util.Optional.ofNullable(config), over);
  }

  AdminClient client() throws StartFailure {
    return new AdminClient(settings());
  }

  /** Whether progress can be drawn: standard output is a terminal. */
  static boolean onTerminal() {
    return CommandLine.Help.Ansi.AUTO.enabled();
  }

  /** The account's mailboxes; fails with a line if there is no such account. */
  JsonNode mailboxes(AdminPort node) throws StartFailure {
    return node.call("GET", path() + "/mailboxes", Map.of());
  }
}
