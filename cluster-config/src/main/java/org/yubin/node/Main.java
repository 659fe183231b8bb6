package org.yubin.node;

import org.yubin.node.cli.YubinCommand;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(YubinCommand.run(arguments));
  }
}
