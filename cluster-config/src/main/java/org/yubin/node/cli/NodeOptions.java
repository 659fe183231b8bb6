package org.yubin.node.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import picocli.CommandLine.Option;

/**
 * The options of a node: each lies over the environment variable and the configuration key of the
 * same meaning.
 */
final class NodeOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings (HOCON), laid over the defaults; keys as in yubin.conf")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "folder of all that is kept (default: ./data; YUBIN_DATA_DIR)")
  private @Nullable Path dataDir;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "address to listen on (default: 127.0.0.1; YUBIN_BIND)")
  private @Nullable String bind;

  @Option(
      names = "--imap-port",
      paramLabel = "PORT",
      description = "default: 1143; YUBIN_IMAP_PORT")
  private @Nullable Integer imapPort;

  @Option(
      names = "--imaps-port",
      paramLabel = "PORT",
      description = "default: 1993; YUBIN_IMAPS_PORT")
  private @Nullable Integer imapsPort;

  @Option(
      names = "--lmtp-port",
      paramLabel = "PORT",
      description = "default: 1024; YUBIN_LMTP_PORT")
  private @Nullable Integer lmtpPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "admin API (default: 8025; YUBIN_HTTP_PORT)")
  private @Nullable Integer httpPort;

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  /**
   * The settings that these options, the file, the environment and the defaults give together.
   *
   * @param more further keys, of the command itself
   */
  NodeSettings settings(Map<String, Object> more) throws StartFailure {
    Map<String, Object> over = new HashMap<>(more);
    put(over, "yubin.data-dir", dataDir == null ? null : dataDir.toString());
    put(over, "yubin.bind", bind);
    put(over, "yubin.imap.port", imapPort);
    put(over, "yubin.imaps.port", imapsPort);
    put(over, "yubin.lmtp.port", lmtpPort);
    put(over, "yubin.http.port", httpPort);
    return NodeSettings.load(config(), over);
  }

  private static void put(Map<String, Object> over, String key, @Nullable Object value) {
    if (value != null) {
      over.put(key, value);
    }
  }
}
