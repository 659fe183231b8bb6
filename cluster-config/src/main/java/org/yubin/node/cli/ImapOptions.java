package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.ImapAddress;
import org.yubin.node.transfer.ImapSource;
import org.yubin.node.transfer.ImapTls;
import org.yubin.node.transfer.MailSource;
import picocli.CommandLine.Option;

/** The account of another IMAP server that an import reads. */
final class ImapOptions {
  private static final String PASSWORD_VARIABLE = "YUBIN_IMPORT_PASSWORD";

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "imaps://USER@HOST[:PORT]; imap:// on this machine, or with --starttls. The password is "
              + "read from --password-file, "
              + PASSWORD_VARIABLE
              + ", or the terminal")
  private @Nullable String from;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "its first line is the password")
  private @Nullable Path passwordFile;

  @Option(names = "--starttls", description = "begins TLS on a plain connection (imap://)")
  private boolean starttls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file of certificates to trust instead of the system's")
  private @Nullable Path authority;

  @Option(names = "--insecure", description = "takes any certificate")
  private boolean insecure;

  @Option(
      names = "--keep-uids",
      description = "messages keep their UIDs; only into mailboxes that have had no messages")
  private boolean keepUids;

  @Option(
      names = "--exclude",
      paramLabel = "NAME",
      description = "a mailbox that is left out (repeatable)")
  private final List<String> excluded = new ArrayList<>();

  boolean isEmpty() {
    return from == null;
  }

  String identity() throws StartFailure {
    return ImapAddress.parse(String.valueOf(from)).text();
  }

  /**
   * The source.
   *
   * @param target the account's mailboxes
   * @param first whether no earlier run has taken anything
   */
  MailSource source(JsonNode target, boolean first) throws StartFailure {
    if (keepUids && first) {
      for (JsonNode each : target.path("mailboxes")) {
        if (each.path("uidNext").asLong(1) > 1) {
          throw new StartFailure(
              "--keep-uids: mailbox %s has had messages (expected: an account without any)"
                  .formatted(each.path("name").asText()));
        }
      }
    }
    return new ImapSource(
        ImapAddress.parse(String.valueOf(from)),
        ImapTls.of(Optional.ofNullable(authority), starttls, insecure),
        password(),
        keepUids,
        Set.copyOf(excluded));
  }

  private String password() throws StartFailure {
    if (passwordFile != null) {
      try {
        return Files.readString(passwordFile, StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .orElse("");
      } catch (IOException unreadable) {
        throw new StartFailure(passwordFile + ": " + unreadable, unreadable);
      }
    }
    return Optional.ofNullable(System.getenv(PASSWORD_VARIABLE))
        .or(() -> Optional.ofNullable(System.console()).flatMap(ImapOptions::prompt))
        .orElseThrow(
            () ->
                new StartFailure(
                    "password: not given (expected: --password-file, or "
                        + PASSWORD_VARIABLE
                        + ")"));
  }

  private static Optional<String> prompt(Console console) {
    return Optional.ofNullable(console.readPassword("Password on the other server: "))
        .map(String::new);
  }
}
