package org.yubin.bench;

import java.io.IOException;

/** COPY of many messages at once; a message is the unit. */
final class CopyLoad implements Workload {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public String unit() {
    return "message";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    String target = worker.mailbox("copy");
    worker.reading().fresh(target);
    return new Copying(worker, target);
  }

  private static final class Copying implements Lane {
    private final Worker worker;
    private final String target;
    private final int bulk;
    private long copied;

    Copying(Worker worker, String target) {
      this.worker = worker;
      this.target = target;
      this.bulk = Math.min(worker.plan().bulk(), worker.plan().messages());
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      worker.reading().ok("COPY 1:" + bulk + " " + ImapConnection.quoted(target));
      copied += bulk;
      return Done.units(bulk);
    }

    @Override
    public void close() throws IOException, WrongAnswerException {
      WrongAnswerException.unlessEqual(
          "messages after COPY", worker.imap().messages(target), copied);
      worker.remove(target);
    }
  }
}
