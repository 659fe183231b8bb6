package org.yubin.bench;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program behind {@code ./yubin bench}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command line; returns the exit status: 0 done, 1 failed, 2 wrong options. */
  static int run(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setParameterExceptionHandler(Main::wrongOptions)
        .setExecutionExceptionHandler(Main::failed)
        .execute(arguments);
  }

  private static int wrongOptions(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(
        "yubin bench: "
            + String.valueOf(wrong.getMessage()).replace('\n', ' ')
            + " (see: yubin bench --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception why, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("yubin bench: " + why);
    if (!(why instanceof IOException)) {
      why.printStackTrace(line.getErr());
    }
    return 1;
  }
}
