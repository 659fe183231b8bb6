package org.yubin.node.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yubin.frontend.imap.session.SessionMeasures;
import org.yubin.frontend.imap.session.Tagged;

/**
 * Commands by name and result. A series comes to be when it is needed first, for most commands are
 * never refused; from then on an answer costs a look into a map and some additions.
 */
final class SessionTimers implements SessionMeasures {
  private final MeterRegistry registry;
  private final Map<Tagged.Status, Map<String, Timer>> timers = new EnumMap<>(Tagged.Status.class);
  private final AtomicInteger idling = new AtomicInteger();

  SessionTimers(MeterRegistry registry) {
    this.registry = registry;
    for (Tagged.Status status : Tagged.Status.values()) {
      timers.put(status, new ConcurrentHashMap<>());
    }
    Gauge.builder("yubin.imap.idle.sessions", idling, AtomicInteger::get)
        .description("Sessions that idle (RFC 2177)")
        .register(registry);
  }

  @Override
  public void answered(String command, Tagged.Status status, long nanos) {
    Map<String, Timer> known = timers.getOrDefault(status, Map.of());
    Timer timer = known.get(command);
    if (timer == null) {
      timer = known.computeIfAbsent(command, name -> register(name, status));
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer register(String command, Tagged.Status status) {
    return Metrics.timer("yubin.imap.commands")
        .tag("command", command)
        .tag("result", status.name().toLowerCase(Locale.ROOT))
        .description("IMAP commands, from their turn to the tagged answer")
        .register(registry);
  }

  @Override
  public void idling(int change) {
    idling.addAndGet(change);
  }
}
