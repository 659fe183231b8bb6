package org.yubin.node.local;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.local.ClusterSight.CassandraSight;
import org.yubin.node.local.ClusterSight.NodeSight;

/**
 * The table of a cluster as it changes: on a terminal written over itself, elsewhere written once
 * and then followed by a line for each change of a process, a status, or the number of shards.
 */
final class LiveTable {
  /** ECMA-48: cursor up by so many lines; erase the line, what is below. */
  private static final String UP = "\u001b[%dA";

  private static final String ERASE_LINE = "\u001b[2K";
  private static final String ERASE_BELOW = "\u001b[J";

  /** A line that is too long for the terminal is cut off there, and takes one line of it. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable ClusterSight shown;

  /**
   * @param terminal whether {@code out} is one
   */
  LiveTable(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows this instead of what was shown before. */
  void show(ClusterSight sight) {
    ClusterSight before = shown;
    if (terminal && !sight.equals(before)) {
      over(before == null ? 0 : ClusterTable.lines(before).size(), ClusterTable.lines(sight));
    } else if (before == null) {
      ClusterTable.lines(sight).forEach(out::println);
    } else {
      changes(before, sight).forEach(out::println);
    }
    shown = sight;
    out.flush();
  }

  private void over(int linesBefore, List<String> lines) {
    if (linesBefore > 0) {
      out.print(UP.formatted(linesBefore));
    }
    out.print(WRAP_OFF);
    lines.forEach(line -> out.println(ERASE_LINE + line));
    out.print(ERASE_BELOW + WRAP_ON);
  }

  private static List<String> changes(ClusterSight before, ClusterSight after) {
    Map<String, String> known = states(before);
    List<String> changes = new ArrayList<>();
    states(after)
        .forEach(
            (name, state) -> {
              if (!state.equals(known.get(name))) {
                changes.add("  %-12s %s".formatted(name, state));
              }
            });
    return changes;
  }

  private static Map<String, String> states(ClusterSight sight) {
    Map<String, String> states = new LinkedHashMap<>();
    for (NodeSight node : sight.nodes()) {
      String process = node.process().isEmpty() ? "" : "process " + node.process() + ", ";
      String shards = node.shards().isEmpty() ? "" : ", " + node.shards() + " shards";
      states.put(node.name(), process + node.status() + shards);
    }
    for (CassandraSight cassandra : sight.cassandras()) {
      states.put(
          cassandra.name(),
          cassandra.process().isEmpty() ? "ended" : "process " + cassandra.process() + ", runs");
    }
    return states;
  }
}
