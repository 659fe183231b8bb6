package org.yubin.bench;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server, and who its users are. */
final class ServerOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "default: ${DEFAULT-VALUE}")
  private String host = "";

  @Option(names = "--port", defaultValue = "1143", description = "IMAP; default: ${DEFAULT-VALUE}")
  private int port;

  @Option(names = "--tls", description = "the port begins with TLS; certificates are not checked")
  private boolean tls;

  @Option(
      names = "--lmtp-port",
      defaultValue = "0",
      description = "where mail is delivered; without it, deliver is left out")
  private int lmtpPort;

  @Option(
      names = "--users",
      paramLabel = "PATTERN",
      defaultValue = "u%%d",
      description = "user names; %%d becomes a number. Default: u%%d")
  private String users = "";

  @Option(names = "--password", description = "of all of them")
  private @Nullable String password;

  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      split = ",",
      description = "the server's processes, for its CPU time; descendants are added (Linux)")
  private @Nullable List<Long> pids;

  Target target() {
    String secret = password;
    if (secret == null) {
      throw wrong("--password is missing (expected: that of the users)");
    }
    List<Long> given = pids == null ? List.of() : List.copyOf(pids);
    return new Target(
        "server", host, checked(port), tls, lmtpPort, users.replace("%%", "%"), secret, given);
  }

  private int checked(int value) {
    if (value < 1 || value > 65_535) {
      throw wrong("--port: " + value + " (expected: 1 to 65535)");
    }
    return value;
  }

  private ParameterException wrong(String text) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
  }
}
