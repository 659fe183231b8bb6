package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SEARCH (RFC 3501 §6.4.4), with RETURN (RFC 4731) and MODSEQ (RFC 7162 §3.1.5).
 *
 * @param returns the result options in their order; empty for the plain SEARCH
 */
record ModelSearch(SearchTerm term, boolean byUid, List<String> returns) {
  /** In a line: the tag of the command that it answers. */
  static final String TAG = "%tag%";

  String on(ModelSession session) {
    boolean modSeq = term.text().contains("MODSEQ ");
    if (modSeq) {
      session.wantModSeqs();
    }
    List<ModelMailbox.Message> found = new ArrayList<>();
    for (ModelMailbox.Message message : session.view) {
      if (session.exists(message) && term.test().matches(session, message)) {
        found.add(message);
      }
    }
    boolean any = modSeq && !found.isEmpty();
    if (returns.isEmpty()) {
      String list = found.stream().map(m -> " " + number(session, m)).collect(Collectors.joining());
      session.lines.add("* SEARCH" + list + (any ? " (MODSEQ " + highest(found) + ")" : ""));
    } else {
      String results =
          returns.stream()
              .distinct()
              .map(r -> result(session, r, found))
              .collect(Collectors.joining());
      session.lines.add(
          "* ESEARCH (TAG \""
              + TAG
              + "\")"
              + (byUid ? " UID" : "")
              + results
              + (any ? " MODSEQ " + highest(spokenOf(found)) : ""));
    }
    return "OK";
  }

  private long number(ModelSession session, ModelMailbox.Message message) {
    return byUid ? message.uid : session.seq(message);
  }

  private String result(ModelSession session, String wanted, List<ModelMailbox.Message> found) {
    if (wanted.equals("COUNT")) {
      return " COUNT " + found.size();
    }
    if (found.isEmpty()) {
      return "";
    }
    List<Long> numbers = found.stream().map(m -> number(session, m)).toList();
    return switch (wanted) {
      case "MIN" -> " MIN " + numbers.get(0);
      case "MAX" -> " MAX " + numbers.get(numbers.size() - 1);
      default -> " ALL " + ModelMessages.runs(numbers);
    };
  }

  /** RFC 4731 §3.2: those that MIN and MAX name, if only these are asked for. */
  private List<ModelMailbox.Message> spokenOf(List<ModelMailbox.Message> found) {
    List<ModelMailbox.Message> few = new ArrayList<>();
    if (returns.contains("ALL") || returns.contains("COUNT")) {
      return found;
    }
    if (returns.contains("MIN")) {
      few.add(found.get(0));
    }
    if (returns.contains("MAX")) {
      few.add(found.get(found.size() - 1));
    }
    return few;
  }

  private static String highest(List<ModelMailbox.Message> messages) {
    return ModelMailbox.modSeq(
        messages.stream().map(m -> m.changed).max(Comparator.naturalOrder()).orElseThrow());
  }
}
