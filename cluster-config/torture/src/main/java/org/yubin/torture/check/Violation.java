package org.yubin.torture.check;

import java.util.List;
import org.yubin.torture.history.Fact;

/**
 * Something that must not be.
 *
 * @param rule in few words, such as {@code acknowledged, then lost}
 * @param what is wrong, with mailbox, UIDs and values
 * @param history the facts that show it, in their order, and no others
 */
public record Violation(String rule, String what, List<Fact> history) {
  public Violation {
    history = List.copyOf(history);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(rule).append(": ").append(what);
    long start = history.isEmpty() ? 0 : history.get(0).at();
    for (Fact fact : history) {
      text.append("%n  %10.3f s  %s".formatted((fact.at() - start) / 1e9, fact));
    }
    return text.toString();
  }
}
