package org.yubin.node.transfer;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What became of each message: counts, and why the others were not taken. */
public final class Tally {
  /** Of each reason so many places are told. */
  private static final int EXAMPLES = 5;

  private final Progress progress;
  private final Set<String> mailboxes = new LinkedHashSet<>();
  private final Map<String, List<String>> refusals = new LinkedHashMap<>();
  private final Map<String, Long> refusalCounts = new LinkedHashMap<>();
  private final Map<String, Long> remarks = new LinkedHashMap<>();
  private long taken;
  private long octets;
  private long before;
  private long refused;

  public Tally(Progress progress) {
    this.progress = progress;
  }

  void taken(String mailbox, long messages, long size) {
    mailboxes.add(mailbox);
    taken += messages;
    octets += size;
    progress.advance(messages);
  }

  /** A message that an earlier run has taken. */
  void before() {
    before++;
    progress.advance(1);
  }

  void refused(String origin, String why) {
    refused++;
    refusalCounts.merge(why, 1L, Long::sum);
    List<String> places = refusals.computeIfAbsent(why, none -> new ArrayList<>());
    if (places.size() < EXAMPLES) {
      places.add(origin);
    }
    progress.advance(1);
  }

  /** Something worth knowing that is no refusal. */
  void remark(String what) {
    remarks.merge(what, 1L, Long::sum);
  }

  /** How many messages were not taken though they were meant to be. */
  public long refused() {
    return refused;
  }

  public long taken() {
    return taken;
  }

  /**
   * Tells it all.
   *
   * @param verb what was done to the messages: {@code taken}
   */
  public void tell(String verb, PrintWriter out) {
    out.printf("%s: %d messages, %s, %d mailboxes%n", verb, taken, size(octets), mailboxes.size());
    if (before > 0) {
      out.printf("%s by an earlier run: %d messages%n", verb, before);
    }
    remarks.forEach((what, count) -> out.printf("%s: %d%n", what, count));
    refusals.forEach(
        (why, places) -> {
          out.printf("refused: %d: %s%n", refusalCounts.get(why), why);
          places.forEach(place -> out.printf("  %s%n", place));
        });
    out.flush();
  }

  static String size(long octets) {
    return octets < 10_000
        ? octets + " octets"
        : String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
  }
}
