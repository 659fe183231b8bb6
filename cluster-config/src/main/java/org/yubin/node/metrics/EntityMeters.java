package org.yubin.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yubin.entity.EntityMeasures;

/** The gates of one kind on this node: how many there are, and how long their steps take. */
final class EntityMeters implements EntityMeasures {
  private final AtomicInteger gates = new AtomicInteger();
  private final Timer recoveries;
  private final Counter failovers;
  private final Timer persists;
  private final DistributionSummary batches;
  private final Timer confirms;

  EntityMeters(MeterRegistry registry, String kind) {
    Gauge.builder("yubin.active.entities", gates, AtomicInteger::get)
        .tag("kind", kind)
        .description("Mailboxes or accounts with a gate on this node")
        .register(registry);
    recoveries = timer(registry, kind, "yubin.recovery", "Take, recovery and pin of an epoch");
    persists = timer(registry, kind, "yubin.journal.persist", "Writes of a batch to the journal");
    confirms = timer(registry, kind, "yubin.fence.confirm", "Confirming reads of the fence");
    batches =
        DistributionSummary.builder("yubin.journal.batch.commands")
            .tag("kind", kind)
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
            .description("Commands written together")
            .register(registry);
    failovers =
        Counter.builder("yubin.failovers")
            .tag("kind", kind)
            .description("Epochs taken over from an owner that did not say its last word")
            .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String kind, String name, String what) {
    return Metrics.timer(name).tag("kind", kind).description(what).register(registry);
  }

  @Override
  public void gateStarted() {
    gates.incrementAndGet();
  }

  @Override
  public void gateStopped() {
    gates.decrementAndGet();
  }

  @Override
  public void recovered(long nanos, boolean afterLoss) {
    recoveries.record(nanos, TimeUnit.NANOSECONDS);
    if (afterLoss) {
      failovers.increment();
    }
  }

  @Override
  public void persisted(int commands, long nanos) {
    persists.record(nanos, TimeUnit.NANOSECONDS);
    batches.record(commands);
  }

  @Override
  public void confirmed(long nanos) {
    confirms.record(nanos, TimeUnit.NANOSECONDS);
  }
}
