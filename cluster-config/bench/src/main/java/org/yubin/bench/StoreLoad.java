package org.yubin.bench;

import java.io.IOException;
import java.util.BitSet;

/** STORE that changes a flag of one message, or of all, and is told the flags. */
final class StoreLoad implements Workload {
  private final boolean all;

  /**
   * @param all of all messages at once, not of one
   */
  StoreLoad(boolean all) {
    this.all = all;
  }

  @Override
  public String name() {
    return all ? "store-all" : "store-one";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    ImapConnection imap = worker.reading();
    imap.ok("STORE 1:* -FLAGS.SILENT (\\Flagged \\Answered)");
    return all ? new All(worker) : new One(worker);
  }

  private static final class One implements Lane {
    private final Worker worker;
    private final BitSet flagged = new BitSet();

    One(Worker worker) {
      this.worker = worker;
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      int seq = 1 + worker.random().nextInt(worker.plan().messages());
      String sign = flagged.get(seq) ? "-" : "+";
      ImapConnection.Answer answer =
          worker.reading().ok("STORE " + seq + " " + sign + "FLAGS (\\Flagged)");
      flagged.flip(seq);
      boolean told =
          answer.untagged().stream()
              .anyMatch(
                  each ->
                      each.about("FETCH")
                          && each.number() == seq
                          && each.text().contains("\\Flagged") == flagged.get(seq));
      if (!told) {
        throw new WrongAnswerException("STORE " + seq + ": no FETCH with the new flags");
      }
      return Done.units(1);
    }
  }

  private static final class All implements Lane {
    private final Worker worker;
    private boolean answered;

    All(Worker worker) {
      this.worker = worker;
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      String sign = answered ? "-" : "+";
      ImapConnection.Answer answer =
          worker.reading().ok("STORE 1:* " + sign + "FLAGS (\\Answered)");
      answered = !answered;
      WrongAnswerException.unlessEqual(
          "FETCH responses to STORE 1:*", answer.count("FETCH"), worker.plan().messages());
      return Done.units(1);
    }
  }
}
