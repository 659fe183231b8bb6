package org.yubin.entity;

import java.util.concurrent.atomic.AtomicInteger;

/** What gates have told since the node's start. */
final class CountedMeasures implements EntityMeasures {
  final AtomicInteger gates = new AtomicInteger();
  final AtomicInteger recoveries = new AtomicInteger();
  final AtomicInteger losses = new AtomicInteger();
  final AtomicInteger commands = new AtomicInteger();
  final AtomicInteger confirms = new AtomicInteger();

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
    recoveries.incrementAndGet();
    if (afterLoss) {
      losses.incrementAndGet();
    }
  }

  @Override
  public void persisted(int batch, long nanos) {
    commands.addAndGet(batch);
  }

  @Override
  public void confirmed(long nanos) {
    confirms.incrementAndGet();
  }
}
