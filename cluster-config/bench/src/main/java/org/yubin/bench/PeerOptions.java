package org.yubin.bench;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A second server, measured in the same run; what is not given is as for the first. */
final class PeerOptions {
  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT",
      description = "a second IMAP server, measured after the first in each workload")
  private @Nullable String peer;

  @Option(names = "--peer-tls", description = "its port begins with TLS")
  private boolean tls;

  @Option(names = "--peer-lmtp-port", defaultValue = "0", description = "where it takes mail")
  private int lmtpPort;

  @Option(names = "--peer-users", paramLabel = "PATTERN", description = "its user names")
  private @Nullable String users;

  @Option(names = "--peer-password", description = "of its users")
  private @Nullable String password;

  @Option(names = "--peer-pid", paramLabel = "PID", split = ",", description = "its processes")
  private @Nullable List<Long> pids;

  /**
   * The second server, if there is one.
   *
   * @throws IllegalArgumentException if its address is none
   */
  Optional<Target> target(Target first) {
    String address = peer;
    if (address == null) {
      return Optional.empty();
    }
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException("--peer: " + address + " (expected: HOST:PORT)");
    }
    String itsUsers = users;
    String itsPassword = password;
    return Optional.of(
        new Target(
            "peer",
            address.substring(0, colon),
            Integer.parseInt(address.substring(colon + 1)),
            tls,
            lmtpPort,
            itsUsers == null ? first.users() : itsUsers,
            itsPassword == null ? first.password() : itsPassword,
            pids == null ? List.of() : List.copyOf(pids)));
  }
}
