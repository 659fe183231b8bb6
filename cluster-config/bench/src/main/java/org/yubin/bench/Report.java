package org.yubin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Prints results as they come, a line each, and keeps them for the JSON file. */
final class Report {
  private static final String HEAD =
      "%-14s %-10s %9s %11s %9s %9s %9s %9s %8s %10s %7s %6s%n"
          .formatted(
              "workload",
              "server",
              "ops",
              "rate",
              "p50 ms",
              "p90 ms",
              "p99 ms",
              "max ms",
              "MB/s",
              "cpu ms",
              "client",
              "errors");

  private final PrintWriter out;
  private final List<Map<String, Object>> results = new ArrayList<>();
  private final List<Map<String, Object>> ratios = new ArrayList<>();
  private long errors;
  private long operations;

  Report(PrintWriter out) {
    this.out = out;
  }

  void head() {
    out.print(HEAD);
    out.flush();
  }

  void add(Result result) {
    Latencies times = result.latencies();
    results.add(result.values());
    errors += result.errors();
    operations += result.operations();
    out.printf(
        Locale.ROOT,
        "%-14s %-10s %9d %9.1f/s %9.2f %9.2f %9.2f %9.2f %8.2f %10s %6.0f%% %6d%n",
        result.workload(),
        result.target(),
        result.operations(),
        result.perSecond(),
        times.percentileMillis(0.5),
        times.percentileMillis(0.9),
        times.percentileMillis(0.99),
        times.percentileMillis(1),
        result.megabytesPerSecond(),
        text(result.cpuMillisPerUnit()),
        100 * result.clientCpuShare(),
        result.errors());
    result.firstError().ifPresent(error -> out.printf("    first error: %s%n", error));
    out.flush();
  }

  private static String text(OptionalDouble millis) {
    return millis.isPresent() ? String.format(Locale.ROOT, "%.4f", millis.getAsDouble()) : "-";
  }

  /** Tells how the first server stands to the second: its rate, times and CPU over the other's. */
  void compare(Result first, Result second) {
    Map<String, Object> ratio = new LinkedHashMap<>();
    ratio.put("workload", first.workload());
    ratio.put("of", first.target());
    ratio.put("to", second.target());
    put(ratio, "per_second", first.perSecond(), second.perSecond());
    put(ratio, "p50_ms", at(first, 0.5), at(second, 0.5));
    put(ratio, "p99_ms", at(first, 0.99), at(second, 0.99));
    if (first.cpuMillisPerUnit().isPresent() && second.cpuMillisPerUnit().isPresent()) {
      put(
          ratio,
          "server_cpu_ms_per_unit",
          first.cpuMillisPerUnit().getAsDouble(),
          second.cpuMillisPerUnit().getAsDouble());
    }
    ratios.add(ratio);
    StringBuilder line = new StringBuilder("    ratio:");
    ratio.forEach(
        (key, value) -> {
          if (value instanceof Double number) {
            line.append(String.format(Locale.ROOT, "  %s %.2f", key, number));
          }
        });
    out.println(line);
    out.flush();
  }

  private static double at(Result result, double share) {
    return result.latencies().percentileMillis(share);
  }

  private static void put(Map<String, Object> ratio, String key, double one, double other) {
    if (other > 0) {
      ratio.put(key, one / other);
    }
  }

  /** Whether every workload was measured and every answer was right. */
  boolean clean() {
    return errors == 0 && operations > 0;
  }

  /**
   * Writes all of it.
   *
   * @param options what it was measured with; without passwords
   */
  void write(Path file, Map<String, Object> options) throws IOException {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("options", options);
    whole.put("results", results);
    whole.put("ratios", ratios);
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), whole);
  }
}
