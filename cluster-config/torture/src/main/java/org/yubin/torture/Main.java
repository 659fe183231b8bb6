package org.yubin.torture;

import java.io.IOException;
import java.io.PrintWriter;
import org.yubin.node.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program behind {@code ./yubin torture}. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process: 0 all held, 1 not, 2 wrong options. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new TortureCommand(arguments))
            .setParameterExceptionHandler(Main::wrongOptions)
            .setExecutionExceptionHandler(Main::failed)
            .execute(arguments));
  }

  private static int wrongOptions(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println("yubin torture: " + wrong.getMessage() + " (see: yubin torture --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception why, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("yubin torture: " + why);
    if (!(why instanceof IOException || why instanceof StartFailure)) {
      why.printStackTrace(line.getErr());
    }
    return 1;
  }
}
