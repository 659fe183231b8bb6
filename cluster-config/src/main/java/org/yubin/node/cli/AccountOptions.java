package org.yubin.node.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Accounts to make at the start, for trials on one machine. */
final class AccountOptions {
  @Option(
      names = "--account",
      paramLabel = "NAME:PASSWORD",
      description =
          "makes this account if it is not there (repeatable); then no demo accounts are made")
  private final List<String> accounts = new ArrayList<>();

  /**
   * Names and their passwords, in the order given.
   *
   * @throws ParameterException if one is not of the form NAME:PASSWORD; it does not show passwords
   */
  Map<String, String> given(CommandSpec command) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String account : accounts) {
      int colon = account.indexOf(':');
      if (colon < 1 || colon == account.length() - 1) {
        throw new ParameterException(
            command.commandLine(),
            "--account: " + account.replaceAll(":.*", ":...") + " (expected: NAME:PASSWORD)");
      }
      wanted.put(account.substring(0, colon), account.substring(colon + 1));
    }
    return wanted;
  }
}
