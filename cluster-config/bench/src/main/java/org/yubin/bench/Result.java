package org.yubin.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one workload came to on one server.
 *
 * @param units what the operations came to, in the workload's unit
 * @param seconds from the end of the warm-up to the end of the last operation
 * @param latencies of the operations that were right
 * @param firstError what went wrong first; counted in {@code errors}, as all wrong answers and
 *     broken connections are, those of the warm-up too
 * @param serverCpuMillis of all the server's processes, in this time; empty if not measured
 * @param clientCpuShare how much of one processor this program itself used: near 1 for each
 *     processor of the machine, it is the client that was measured
 */
record Result(
    String workload,
    String target,
    String unit,
    int workers,
    long operations,
    long units,
    long octets,
    double seconds,
    Latencies latencies,
    long errors,
    Optional<String> firstError,
    OptionalDouble serverCpuMillis,
    double clientCpuShare) {
  double perSecond() {
    return seconds > 0 ? units / seconds : 0;
  }

  double megabytesPerSecond() {
    return seconds > 0 ? octets / seconds / 1e6 : 0;
  }

  /** Server CPU time for one unit, in milliseconds. */
  OptionalDouble cpuMillisPerUnit() {
    return serverCpuMillis.isPresent() && units > 0
        ? OptionalDouble.of(serverCpuMillis.getAsDouble() / units)
        : OptionalDouble.empty();
  }

  /** For machines; times in milliseconds. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("workload", workload);
    values.put("target", target);
    values.put("unit", unit);
    values.put("workers", workers);
    values.put("operations", operations);
    values.put("units", units);
    values.put("seconds", seconds);
    values.put("per_second", perSecond());
    values.put("megabytes_per_second", megabytesPerSecond());
    values.put("p50_ms", latencies.percentileMillis(0.5));
    values.put("p90_ms", latencies.percentileMillis(0.9));
    values.put("p99_ms", latencies.percentileMillis(0.99));
    values.put("max_ms", latencies.percentileMillis(1));
    cpuMillisPerUnit().ifPresent(cpu -> values.put("server_cpu_ms_per_unit", cpu));
    values.put("client_cpu_share", clientCpuShare);
    values.put("errors", errors);
    firstError.ifPresent(error -> values.put("first_error", error));
    return values;
  }
}
