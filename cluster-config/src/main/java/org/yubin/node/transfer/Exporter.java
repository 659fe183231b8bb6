package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.yubin.node.StartFailure;

/** Takes mailboxes out of the running node, one after the other, each as it stood at one moment. */
public final class Exporter {
  private final AdminPort node;
  private final String account;
  private final Tally tally;

  /**
   * @param account as the API has it in paths: the name, encoded
   */
  public Exporter(AdminPort node, String account, Tally tally) {
    this.node = node;
    this.account = account;
    this.tally = tally;
  }

  /** Writes these mailboxes. */
  public void run(List<String> mailboxes, MailWriter to) throws IOException, StartFailure {
    for (String mailbox : mailboxes) {
      to.mailbox(mailbox);
      String path = "accounts/" + account + "/messages?mailbox=" + ApiPaths.segment(mailbox);
      try (FrameStream frames = new FrameStream(node.get(path))) {
        mailbox(mailbox, frames, to);
      }
    }
  }

  private void mailbox(String mailbox, FrameStream frames, MailWriter to)
      throws IOException, StartFailure {
    Optional<JsonNode> frame = frames.line();
    while (frame.isPresent() && !frame.get().has("end")) {
      JsonNode told = frame.get();
      if (told.has("octets")) {
        to.message(MailWriter.Exported.of(told), frames.octets(told));
        tally.taken(mailbox, 1, told.path("octets").asLong());
      } else if (told.path("missing").asBoolean()) {
        tally.refused(mailbox + " UID " + told.path("uid").asLong(), "content not stored");
      }
      frame = frames.line();
    }
    if (frame.isEmpty()) {
      throw new StartFailure(mailbox + ": the node broke off; its log says why");
    }
  }
}
