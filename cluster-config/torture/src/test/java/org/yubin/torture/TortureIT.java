package org.yubin.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yubin.node.local.LocalPlan;
import org.yubin.torture.fault.Fault;
import org.yubin.torture.fault.Striker;

/** The short form: three mailbox nodes, one kill, one pause, one graceful leave, checker on. */
final class TortureIT {
  private static final Path HOME = Path.of(System.getProperty("yubin.home"));
  private static final long SEED = Long.getLong("yubin.seed", 20261125L);
  private static final int FACTS = 1_000;

  @Test
  void killedPausedLeft_nothingIsLostDoubledOrTakenBack() throws Exception {
    Path folder = Path.of("target/torture-it").toAbsolutePath();
    deleteRecursively(folder);
    LocalPlan plan =
        LocalPlan.in(folder, HOME.resolve("persistence/cassandra-dist/target/cassandra/lib"))
            .of(3, 1, 1)
            .at("127.0.78", 21_800)
            .running(HOME.resolve("cluster-config/target/dist/lib") + "/*")
            .withHeaps(384, 512);
    Trial.Order order =
        new Trial.Order(
            Duration.ofMinutes(3),
            List.of(Fault.KILL, Fault.STOP, Fault.LEAVE),
            3,
            2,
            5,
            SEED,
            new Striker.Times(
                Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(20)));
    Findings findings = new Trial(order, plan, System.out::println).run();
    System.out.println(findings.report());
    assertThat(findings.violations()).isEmpty();
    assertThat(findings.strikes()).hasSize(3);
    assertThat(findings.run().facts()).as("enough to judge by").hasSizeGreaterThan(FACTS);
    assertThat(findings.run().replayed()).isNotEmpty();
  }

  private static void deleteRecursively(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
