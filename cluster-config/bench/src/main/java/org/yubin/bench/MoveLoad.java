package org.yubin.bench;

import java.io.IOException;

/** MOVE of all messages from one mailbox to another and back; a message is the unit. */
final class MoveLoad implements Workload {
  @Override
  public String name() {
    return "move";
  }

  @Override
  public String unit() {
    return "message";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    ImapConnection imap = worker.reading();
    if (!imap.can("MOVE")) {
      throw new WrongAnswerException("MOVE is not announced");
    }
    String here = worker.mailbox("here");
    String there = worker.mailbox("there");
    int bulk = Math.min(worker.plan().bulk(), worker.plan().messages());
    imap.fresh(here);
    imap.fresh(there);
    imap.ok("COPY 1:" + bulk + " " + ImapConnection.quoted(here));
    return new Moving(worker, here, there, bulk);
  }

  private static final class Moving implements Lane {
    private final Worker worker;
    private final int bulk;
    private String from;
    private String to;

    Moving(Worker worker, String from, String to, int bulk) {
      this.worker = worker;
      this.from = from;
      this.to = to;
      this.bulk = bulk;
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      ImapConnection imap = worker.imap();
      worker.selectionIsLost();
      WrongAnswerException.unlessEqual("EXISTS before MOVE", imap.select(from), bulk);
      long began = System.nanoTime();
      ImapConnection.Answer answer = imap.ok("MOVE 1:* " + ImapConnection.quoted(to));
      long took = System.nanoTime() - began;
      String moved = from;
      from = to;
      to = moved;
      WrongAnswerException.unlessEqual("EXPUNGE responses", answer.count("EXPUNGE"), bulk);
      return new Done(bulk, 0, took);
    }

    @Override
    public void close() throws IOException, WrongAnswerException {
      ImapConnection imap = worker.imap();
      worker.selectionIsLost();
      WrongAnswerException.unlessEqual("messages after MOVE", imap.select(from), bulk);
      imap.command("UNSELECT");
      worker.remove(from);
      worker.remove(to);
    }
  }
}
