package org.yubin.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures workloads on one server. Every worker has a thread that does one operation after the
 * other; those that begin after the warm-up count. All lanes are prepared before the first
 * operation, and closed after the last, so that neither is in the figures.
 */
final class Run implements AutoCloseable {
  private final Target target;
  private final Plan plan;
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService threads;

  Run(Target target, Plan plan) {
    this.target = target;
    this.plan = plan;
    this.threads = Executors.newFixedThreadPool(plan.connections());
    for (int i = 0; i < plan.connections(); i++) {
      workers.add(new Worker(target, plan, i));
    }
  }

  Target target() {
    return target;
  }

  /** Measures one workload; what goes wrong is counted in the result. */
  Result measure(Workload workload) throws IOException, InterruptedException {
    List<Worker> used = workers.subList(0, workload.workers(plan.connections()));
    List<WorkerLoop> loops = new ArrayList<>();
    for (Worker worker : used) {
      loops.add(new WorkerLoop(worker, workload));
    }
    await(loops.stream().map(loop -> threads.submit(loop::prepare)).toList());
    if (loops.stream().noneMatch(WorkerLoop::ready)) {
      return result(workload, loops, 0, OptionalDouble.empty(), 0);
    }
    ServerCpu cpu = new ServerCpu(Path.of("/proc"), target.pids());
    long from = System.nanoTime() + plan.warmUp().toNanos();
    long until = from + plan.duration().toNanos();
    List<Future<?>> running = new ArrayList<>();
    loops.forEach(loop -> running.add(threads.submit(() -> loop.run(from, until))));
    TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
    OptionalDouble serverBefore = server(cpu);
    double clientBefore = clientCpuNanos();
    await(running);
    OptionalDouble serverAfter = server(cpu);
    double clientNanos = clientCpuNanos() - clientBefore;
    double seconds = (System.nanoTime() - from) / 1e9;
    for (WorkerLoop loop : loops) {
      loop.close();
    }
    return result(
        workload,
        loops,
        seconds,
        difference(serverBefore, serverAfter),
        clientNanos / seconds / 1e9);
  }

  private Result result(
      Workload workload,
      List<WorkerLoop> loops,
      double seconds,
      OptionalDouble serverCpu,
      double clientShare) {
    Latencies latencies = new Latencies();
    loops.forEach(loop -> latencies.addAll(loop.latencies()));
    return new Result(
        workload.name(),
        target.label(),
        workload.unit(),
        loops.size(),
        latencies.count(),
        loops.stream().mapToLong(WorkerLoop::units).sum(),
        loops.stream().mapToLong(WorkerLoop::octets).sum(),
        seconds,
        latencies,
        loops.stream().mapToLong(WorkerLoop::errors).sum(),
        loops.stream().map(WorkerLoop::firstError).flatMap(Optional::stream).findFirst(),
        serverCpu,
        clientShare);
  }

  private OptionalDouble server(ServerCpu cpu) throws IOException {
    return target.pids().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(cpu.millis());
  }

  private static OptionalDouble difference(OptionalDouble before, OptionalDouble after) {
    return before.isPresent() && after.isPresent()
        ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }

  private static double clientCpuNanos() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime()
        : 0;
  }

  private static void await(List<? extends Future<?>> tasks) throws InterruptedException {
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException bug) {
        throw new IllegalStateException("a worker failed", bug.getCause());
      }
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
    threads.shutdownNow();
  }
}
