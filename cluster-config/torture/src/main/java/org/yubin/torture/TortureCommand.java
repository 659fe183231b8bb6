package org.yubin.torture;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yubin.node.local.LocalPlan;
import org.yubin.persistence.launch.LaunchSettings;
import org.yubin.torture.fault.Fault;
import org.yubin.torture.fault.Partition;
import org.yubin.torture.fault.Striker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of a trial. */
@Command(
    name = "yubin torture",
    description =
        "Loads a cluster of processes on this machine, kills, pauses and cuts off some of them, and"
            + " checks that nothing was lost, doubled or taken back. Exit status 1 if something"
            + " was.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class TortureCommand implements Callable<Integer> {
  private final String[] arguments;

  @Option(names = "--minutes", paramLabel = "M", defaultValue = "5", description = "of load")
  private double minutes;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND",
      defaultValue = "kill,stop,leave",
      description = "kill, stop, leave, partition, cassandra; in this order, again and again")
  private List<String> faults = List.of();

  @Option(
      names = "--strikes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "end after so many faults, if time is not up before")
  private int strikes;

  @Option(names = "--seed", paramLabel = "N", description = "of the schedule and the load")
  private @Nullable Long seed;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "8",
      description = "IMAP sessions that change mail; idlers and deliverers come on top")
  private int clients;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "2",
      description = "each with three mailboxes, shared by its sessions")
  private int accounts;

  @Option(names = "--mailbox-nodes", paramLabel = "N", defaultValue = "3")
  private int mailboxNodes;

  @Option(names = "--frontends", paramLabel = "N", defaultValue = "2")
  private int frontends;

  @Option(names = "--cassandra-nodes", paramLabel = "N", defaultValue = "1")
  private int cassandraNodes;

  @Option(
      names = "--stop-seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "from SIGSTOP to SIGCONT")
  private int stopSeconds;

  @Option(
      names = "--cut-seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "how long a partition lasts")
  private int cutSeconds;

  @Option(
      names = "--down-seconds",
      paramLabel = "S",
      defaultValue = "8",
      description = "from a kill to the start")
  private int downSeconds;

  @Option(names = "--base-port", paramLabel = "PORT", defaultValue = "21000")
  private int basePort;

  @Option(names = "--network", paramLabel = "127.X.Y", defaultValue = "127.0.0")
  private String network = "";

  @Option(names = "--heap-mib", paramLabel = "MIB", defaultValue = "384")
  private int heapMib;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "torture-data",
      description = "data and logs of all processes; must be empty or absent")
  private @Nullable Path dataDir;

  @Option(names = "--report", paramLabel = "FILE", description = "write the report there, too")
  private @Nullable Path report;

  @Spec private @Nullable CommandSpec spec;

  TortureCommand(String[] arguments) {
    this.arguments = arguments.clone();
  }

  @Override
  public Integer call() throws Exception {
    List<Fault> kinds = kinds();
    if (kinds.contains(Fault.PARTITION) && System.getenv(Partition.ISOLATED) == null) {
      return again();
    }
    PrintWriter out = spec().commandLine().getOut();
    Path folder = Objects.requireNonNull(dataDir);
    if (Files.exists(folder.resolve("cassandra-1"))) {
      throw wrong("--data-dir: " + folder + " holds an older cluster (expected: an empty folder)");
    }
    Trial.Order order =
        new Trial.Order(
            Duration.ofMillis((long) (minutes * 60_000)),
            kinds,
            strikes,
            accounts,
            clients,
            seed == null ? System.nanoTime() : seed,
            new Striker.Times(
                Duration.ofSeconds(downSeconds),
                Duration.ofSeconds(stopSeconds),
                Duration.ofSeconds(cutSeconds)));
    LocalPlan plan =
        LocalPlan.in(folder, Path.of(System.getProperty(LaunchSettings.LIB_PROPERTY, "")))
            .of(mailboxNodes, frontends, cassandraNodes)
            .at(network, basePort)
            .withHeaps(heapMib, 512)
            .with(Trial.NODE_SETTINGS);
    Findings findings =
        new Trial(order, plan.tellingProgressTo(line -> tell(out, line)), line -> tell(out, line))
            .run();
    String text = findings.report();
    out.print(text);
    out.flush();
    if (report != null) {
      Files.writeString(report, text);
    }
    return findings.violations().isEmpty() ? 0 : 1;
  }

  private List<Fault> kinds() {
    try {
      List<Fault> kinds =
          faults.stream().filter(word -> !word.equals("none")).map(Fault::named).toList();
      if (kinds.contains(Fault.CASSANDRA) && cassandraNodes < 3) {
        throw new IllegalArgumentException(
            "--faults cassandra: with %d Cassandra nodes (expected: --cassandra-nodes 3)"
                .formatted(cassandraNodes));
      }
      return kinds;
    } catch (IllegalArgumentException wrong) {
      throw wrong(String.valueOf(wrong.getMessage()));
    }
  }

  /** The same program again, in a network namespace of its own. */
  private int again() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(Partition.isolated(command)).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }

  private static void tell(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec().commandLine(), what);
  }
}
