package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.yubin.torture.history.MailboxImage;

/** What owners recover, and what the journal holds from its first event on, is what was found. */
final class SameAgain implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    List<Violation> violations = new ArrayList<>();
    Map<String, MailboxImage> found = evidence.run().found();
    evidence
        .run()
        .recovered()
        .forEach((mailbox, again) -> compare("recovered", mailbox, found, again, violations));
    evidence
        .run()
        .replayed()
        .forEach((mailbox, again) -> compare("replayed", mailbox, found, again, violations));
    return violations;
  }

  private static void compare(
      String how,
      String mailbox,
      Map<String, MailboxImage> found,
      MailboxImage again,
      List<Violation> violations) {
    MailboxImage image = found.get(mailbox);
    if (image == null) {
      return;
    }
    List<String> differences = new ArrayList<>();
    TreeSet<Long> uids = new TreeSet<>(image.messages().keySet());
    uids.addAll(again.messages().keySet());
    for (long uid : uids) {
      MailboxImage.Message one = image.messages().get(uid);
      MailboxImage.Message other = again.messages().get(uid);
      if (one == null || other == null || !same(one, other)) {
        differences.add("UID %d was %s, is %s".formatted(uid, one, other));
      }
    }
    if (image.uidNext() != again.uidNext()) {
      differences.add("UIDNEXT was %d, is %d".formatted(image.uidNext(), again.uidNext()));
    }
    if (image.highestModSeq() != again.highestModSeq()) {
      differences.add(
          "HIGHESTMODSEQ was %d, is %d".formatted(image.highestModSeq(), again.highestModSeq()));
    }
    if (!differences.isEmpty()) {
      violations.add(
          new Violation(
              how + " otherwise",
              mailbox + ": " + String.join("; ", differences.stream().limit(5).toList()),
              List.of()));
    }
  }

  private static boolean same(MailboxImage.Message one, MailboxImage.Message other) {
    return one.modSeq() == other.modSeq()
        && one.flags().equals(other.flags())
        && (one.marker().isEmpty()
            || other.marker().isEmpty()
            || one.marker().equals(other.marker()));
  }
}
