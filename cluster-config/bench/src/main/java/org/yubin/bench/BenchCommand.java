package org.yubin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./yubin bench}: measures one server, or two in turns. */
@Command(
    name = "yubin bench",
    description =
        "Puts load on an IMAP server and measures it. Its users make and delete mailboxes named"
            + " bench-..., and get mail that is expunged again. Ends with status 1 if anything was"
            + " answered wrongly.",
    mixinStandardHelpOptions = true,
    subcommands = LoadCommand.class)
final class BenchCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private PeerOptions peer = new PeerOptions();

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description = "which, in this order; default: all (${COMPLETION-CANDIDATES})",
      completionCandidates = Names.class)
  private @Nullable List<String> workloads;

  @Option(names = "--connections", defaultValue = "8", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--first-user",
      defaultValue = "1",
      description = "number of the first; default: ${DEFAULT-VALUE}")
  private int firstUser;

  @Option(
      names = "--user-count",
      defaultValue = "0",
      description = "users over which the connections are spread; default: one each")
  private int userCount;

  @Option(
      names = "--duration",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "of each workload; default: ${DEFAULT-VALUE}")
  private double duration;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      paramLabel = "SECONDS",
      description = "before it, not counted; default: ${DEFAULT-VALUE}")
  private double warmUp;

  @Option(
      names = "--messages",
      defaultValue = "1000",
      description = "in the mailbox that is read; default: ${DEFAULT-VALUE}")
  private int messages;

  @Option(
      names = "--size",
      defaultValue = "4096",
      paramLabel = "OCTETS",
      description = "of each of them; default: ${DEFAULT-VALUE}, least: 512")
  private int size;

  @Option(
      names = "--append-size",
      defaultValue = "4096",
      paramLabel = "OCTETS",
      description = "of what is appended and delivered; default: ${DEFAULT-VALUE}, least: 512")
  private int appendSize;

  @Option(
      names = "--bulk",
      defaultValue = "200",
      paramLabel = "MESSAGES",
      description = "in one COPY or MOVE; default: ${DEFAULT-VALUE}")
  private int bulk;

  @Option(names = "--seed", defaultValue = "1", description = "of what is chosen at random")
  private long seed;

  @Option(names = "--keep", description = "leaves the mailboxes, so that the next run finds them")
  private boolean keep;

  @Option(names = "--json", paramLabel = "FILE", description = "results for machines")
  private @Nullable Path json;

  /** For the help. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Workloads.names());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Target> targets = targets();
    List<String> names = workloads == null ? List.copyOf(Workloads.names()) : workloads;
    Report report = new Report(Objects.requireNonNull(spec).commandLine().getOut());
    List<Run> runs = new ArrayList<>();
    try {
      targets.forEach(target -> runs.add(new Run(target, plan())));
      report.head();
      for (String name : names) {
        measure(name, runs, report);
      }
    } finally {
      runs.forEach(Run::close);
    }
    Path file = json;
    if (file != null) {
      report.write(file, options(targets));
    }
    return report.clean() ? 0 : 1;
  }

  private static void measure(String name, List<Run> runs, Report report)
      throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Run run : runs) {
      Workload workload = Workloads.named(name);
      if (workload.possible(run.target())) {
        Result result = run.measure(workload);
        report.add(result);
        results.add(result);
      }
    }
    if (results.size() == 2) {
      report.compare(results.get(0), results.get(1));
    }
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>(List.of(server.target()));
    try {
      peer.target(targets.get(0)).ifPresent(targets::add);
      if (workloads != null) {
        workloads.forEach(Workloads::named);
      }
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(wrong.getMessage()));
    }
    return targets;
  }

  private Plan plan() {
    least("--connections", connections, 1);
    least("--messages", messages, 1);
    least("--size", size, BenchMessages.LEAST_OCTETS);
    least("--append-size", appendSize, BenchMessages.LEAST_OCTETS);
    least("--bulk", bulk, 1);
    return new Plan(
        connections,
        firstUser,
        userCount > 0 ? userCount : connections,
        Duration.ofMillis((long) (1000 * warmUp)),
        Duration.ofMillis((long) (1000 * duration)),
        messages,
        size,
        appendSize,
        bulk,
        keep,
        seed);
  }

  private void least(String option, int value, int least) {
    if (value < least) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          option + ": " + value + " (expected: >= " + least + ")");
    }
  }

  private Map<String, Object> options(List<Target> targets) {
    Map<String, Object> options = new LinkedHashMap<>();
    targets.forEach(
        target ->
            options.put(
                target.label(),
                target.host() + ":" + target.port() + (target.tls() ? " TLS" : "")));
    options.put("connections", connections);
    options.put("users", userCount > 0 ? userCount : connections);
    options.put("duration_seconds", duration);
    options.put("warm_up_seconds", warmUp);
    options.put("messages", messages);
    options.put("size_octets", size);
    options.put("append_octets", appendSize);
    options.put("bulk", bulk);
    options.put("seed", seed);
    return options;
  }
}
