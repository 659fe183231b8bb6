package org.yubin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted and reported. */
class FiguresTest {
  @TempDir private Path folder;

  private static Latencies millis(int from, int to) {
    Latencies latencies = new Latencies();
    for (int i = to; i >= from; i--) {
      latencies.add(i * 1_000_000L);
    }
    return latencies;
  }

  private static Result result(String target, Latencies latencies, double cpuMillis, long errors) {
    return new Result(
        "append",
        target,
        "operation",
        2,
        latencies.count(),
        latencies.count(),
        4096L * latencies.count(),
        10,
        latencies,
        errors,
        errors == 0 ? Optional.empty() : Optional.of("EXISTS: 1 (expected: 2)"),
        OptionalDouble.of(cpuMillis),
        0.5);
  }

  @Test
  void percentiles_areThoseOfTheNearestRank() {
    Latencies latencies = millis(1, 5_000);
    latencies.addAll(millis(5_001, 10_000));
    assertThat(latencies.count()).isEqualTo(10_000);
    assertThat(latencies.percentileMillis(0.5)).isEqualTo(5_000);
    assertThat(latencies.percentileMillis(0.99)).isEqualTo(9_900);
    assertThat(latencies.percentileMillis(1)).isEqualTo(10_000);
    latencies.add(0);
    assertThat(latencies.percentileMillis(0.000_001)).isZero();
    assertThat(millis(7, 7).percentileMillis(0.5)).isEqualTo(7);
    assertThat(new Latencies().percentileMillis(0.5)).isZero();
  }

  @Test
  void messages_areExactlyAsLargeAsAskedFor_andATenthIsMarked() {
    for (int octets = BenchMessages.LEAST_OCTETS; octets < 700; octets++) {
      String text = new String(BenchMessages.message(14, octets), StandardCharsets.US_ASCII);
      assertThat(text).hasSize(octets).startsWith("X-Number: 14\r\n").endsWith("\r\n");
      assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
      assertThat(text).contains(BenchMessages.MARKER).doesNotContain("\n.");
    }
    for (int messages = 1; messages < 100; messages++) {
      long marked = 0;
      for (int i = 1; i <= messages; i++) {
        String text = new String(BenchMessages.message(i, 600), StandardCharsets.US_ASCII);
        assertThat(text.contains(BenchMessages.MARKER)).isEqualTo(text.contains("X-Bench: h3"));
        marked += text.contains(BenchMessages.MARKER) ? 1 : 0;
      }
      assertThat(BenchMessages.marked(messages)).isEqualTo(marked);
    }
    assertThat(BenchMessages.message(Long.MAX_VALUE, 512)).hasSize(512);
  }

  @Test
  void cpuTime_isThatOfTheProcessesAndTheirDescendants() throws IOException {
    stat(10, "server (old) )", 1, 100, 20);
    stat(11, "child", 10, 7, 0);
    stat(12, "grand child", 11, 3, 0);
    stat(13, "stranger", 1, 5_000, 0);
    stat(14, "other server", 1, 1, 0);
    assertThat(new ServerCpu(folder, List.of(10L)).millis()).isEqualTo(1_300);
    assertThat(new ServerCpu(folder, List.of(10L, 14L)).millis()).isEqualTo(1_310);
    assertThat(new ServerCpu(folder, List.of(10L, 11L)).millis()).isEqualTo(1_300);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new ServerCpu(folder, List.of(99L)).millis())
        .hasMessageContaining("process 99");
  }

  private void stat(long pid, String name, long parent, long own, long children)
      throws IOException {
    Path process = Files.createDirectories(folder.resolve(Long.toString(pid)));
    Files.writeString(
        process.resolve("stat"),
        pid
            + " ("
            + name
            + ") S "
            + parent
            + " 1 1 0 -1 4 1 2 3 4 "
            + own
            + " 0 "
            + children
            + " 0 20 0 5 0 100 1 1\n");
  }

  @Test
  void report_tellsRatiosErrorsAndAllOfItAsJson() throws IOException {
    StringWriter text = new StringWriter();
    Report report = new Report(new PrintWriter(text));
    Result first = result("server", millis(1, 100), 200, 0);
    Result second = result("peer", millis(1, 50), 50, 0);
    assertThat(report.clean()).isFalse();
    report.add(first);
    report.add(second);
    report.compare(first, second);
    assertThat(report.clean()).isTrue();
    assertThat(text.toString()).contains("per_second 2.00", "server_cpu_ms_per_unit 2.00");
    report.add(result("server", millis(1, 1), 1, 3));
    assertThat(report.clean()).isFalse();
    assertThat(text.toString()).contains("first error: EXISTS: 1 (expected: 2)");
    Path file = folder.resolve("results.json");
    report.write(file, Map.of("connections", 2));
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/options/connections").asInt()).isEqualTo(2);
    assertThat(json.at("/results/0/workload").asText()).isEqualTo("append");
    assertThat(json.at("/results/0/p99_ms").asDouble()).isEqualTo(99);
    assertThat(json.at("/results/0/per_second").asDouble()).isEqualTo(10);
    assertThat(json.at("/results/1/server_cpu_ms_per_unit").asDouble()).isEqualTo(1);
    assertThat(json.at("/results/2/errors").asInt()).isEqualTo(3);
    assertThat(json.at("/ratios/0/p50_ms").asDouble()).isCloseTo(2, within(0.001));
  }

  @Test
  void wrongOptions_areOneLineAndStatusTwo() {
    for (List<String> line :
        List.of(
            List.of("--workloads", "nothing", "--password", "x"),
            List.of("--port", "0", "--password", "x"),
            List.of("--port", "1"),
            List.of("--size", "10", "--password", "x"),
            List.of("--peer", "nowhere", "--password", "x"),
            List.of("load", "--password", "x"),
            List.of("load", "--password", "x", "--messages", "0"))) {
      assertThat(Main.run(line.toArray(String[]::new))).as(line.toString()).isEqualTo(2);
    }
  }
}
