package org.yubin.bench;

import java.io.IOException;
import java.util.Locale;

/** FETCH of something of all messages; a message is the unit. */
final class FetchLoad implements Workload {
  private static final String METADATA =
      "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";

  private final boolean metadata;

  /**
   * @param metadata all that a client lists a mailbox with, not only the flags
   */
  FetchLoad(boolean metadata) {
    this.metadata = metadata;
  }

  @Override
  public String name() {
    return metadata ? "fetch-meta" : "fetch-flags";
  }

  @Override
  public String unit() {
    return "message";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    worker.reading();
    return () -> once(worker);
  }

  private Done once(Worker worker) throws IOException, WrongAnswerException {
    ImapConnection.Answer answer =
        worker.reading().ok("FETCH 1:* " + (metadata ? METADATA : "(FLAGS)"));
    String wanted = metadata ? "RFC822.SIZE " + worker.plan().sizeOctets() + " " : "FLAGS (";
    long whole = 0;
    for (Response response : answer.untagged()) {
      if (response.about("FETCH")) {
        String text = response.text().toUpperCase(Locale.ROOT).replace(")", " )");
        boolean complete =
            text.contains(wanted)
                && (!metadata || (text.contains("ENVELOPE (") && text.contains("BODYSTRUCTURE (")));
        whole += complete ? 1 : 0;
      }
    }
    WrongAnswerException.unlessEqual(
        "FETCH 1:* responses that are whole", whole, worker.plan().messages());
    return Done.units(whole);
  }
}
