package org.yubin.node.cli;

import java.io.PrintWriter;
import org.yubin.node.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code yubin}: the root of all commands. */
@Command(
    name = "yubin",
    description = "A distributed mail store.",
    mixinStandardHelpOptions = true,
    version = "Yubin 0.1.0",
    footer = "A program of its own: yubin bench, which measures this or any other IMAP server.",
    subcommands = {
      DevCommand.class,
      ServeCommand.class,
      ClusterCommand.class,
      CertificatesCommand.class,
      AccountCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class YubinCommand {
  /** A command that failed for a reason it has told. */
  static final int FAILED = 1;

  private YubinCommand() {}

  /** Runs one command line; returns the exit status: 0 done, 1 failed, 2 wrong options. */
  public static int run(String... arguments) {
    return line().execute(arguments);
  }

  /** The same, printing elsewhere. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return line().setOut(out).setErr(err).execute(arguments);
  }

  private static CommandLine line() {
    return new CommandLine(new YubinCommand())
        .setParameterExceptionHandler(YubinCommand::wrongOptions)
        .setExecutionExceptionHandler(YubinCommand::failed);
  }

  private static int wrongOptions(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(
        "yubin: "
            + String.valueOf(wrong.getMessage()).replace('\n', ' ')
            + " (see: "
            + wrong.getCommandLine().getCommandSpec().qualifiedName()
            + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception why, CommandLine line, CommandLine.ParseResult parsed) {
    if (why instanceof StartFailure) {
      line.getErr().println("yubin: " + why.getMessage());
    } else {
      line.getErr().println("yubin: unexpected failure: " + why);
      why.printStackTrace(line.getErr());
    }
    return FAILED;
  }
}
