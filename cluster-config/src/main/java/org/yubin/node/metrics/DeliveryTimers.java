package org.yubin.node.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.yubin.frontend.lmtp.DeliveryMeasures;

/** Deliveries by result. */
final class DeliveryTimers implements DeliveryMeasures {
  private final Map<Result, Timer> timers = new EnumMap<>(Result.class);

  DeliveryTimers(MeterRegistry registry) {
    for (Result result : Result.values()) {
      timers.put(
          result,
          Metrics.timer("yubin.deliveries")
              .tag("result", result.name().toLowerCase(Locale.ROOT))
              .description("LMTP replies to messages, one a recipient")
              .register(registry));
    }
  }

  @Override
  public void answered(Result result, long nanos) {
    Objects.requireNonNull(timers.get(result)).record(nanos, TimeUnit.NANOSECONDS);
  }
}
