package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of metrics in docs/operations.md, and what a node serves. */
final class MetricsTable {
  private static final Path DOCUMENT = Path.of("../docs/operations.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| (`[a-z_`, \\d]+`) \\| (gauge|counter|histogram|summary) \\|");
  private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);

  private MetricsTable() {}

  /**
   * Our own metrics are exactly those of the table; of the JVM, some come to be only when there was
   * a garbage collection of that kind.
   *
   * @param served the answer to {@code GET /metrics}
   */
  static void assertDescribes(String served) throws IOException {
    Map<String, String> documented = documented();
    Map<String, String> found = served(served);
    assertThat(documented).containsAllEntriesOf(found);
    TreeSet<String> missing = new TreeSet<>(documented.keySet());
    missing.removeAll(found.keySet());
    missing.removeIf(name -> name.startsWith("jvm_gc_"));
    assertThat(missing).as("documented, but not served").isEmpty();
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> types = new HashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        for (String name : row.group(1).split(", ", -1)) {
          types.put(name.replace("`", ""), row.group(2));
        }
      }
    }
    return types;
  }

  private static Map<String, String> served(String text) {
    Map<String, String> types = new HashMap<>();
    TYPE.matcher(text).results().forEach(type -> types.put(type.group(1), type.group(2)));
    types
        .keySet()
        .removeIf(name -> name.endsWith("_max") && types.containsKey(name.replaceAll("_max$", "")));
    return types;
  }

  /** The value of the series of that name and these labels, as they are written; 0 without one. */
  static double value(String served, String series) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(served);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}
