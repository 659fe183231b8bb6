package org.yubin.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All workloads by their names, in the order in which they run. */
final class Workloads {
  private static final List<Supplier<Workload>> ALL =
      List.of(
          LoginLoad::new,
          AppendLoad::new,
          DeliverLoad::new,
          SelectLoad::new,
          () -> new FetchLoad(false),
          () -> new FetchLoad(true),
          BodyLoad::new,
          () -> new StoreLoad(false),
          () -> new StoreLoad(true),
          SearchLoad::text,
          SearchLoad::header,
          CopyLoad::new,
          MoveLoad::new,
          IdleLoad::new,
          MixedLoad::new);

  private static final Map<String, Supplier<Workload>> BY_NAME = new LinkedHashMap<>();

  static {
    ALL.forEach(each -> BY_NAME.put(each.get().name(), each));
  }

  private Workloads() {}

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** A fresh object of the workload of that name. */
  static Workload named(String name) {
    Supplier<Workload> maker = BY_NAME.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("workload: " + name + " (expected: of " + names() + ")");
    }
    return maker.get();
  }
}
