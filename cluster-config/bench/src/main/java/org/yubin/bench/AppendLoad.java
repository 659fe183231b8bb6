package org.yubin.bench;

import java.io.IOException;

/** APPEND of one message after the other, to a mailbox that is not selected. */
final class AppendLoad implements Workload {
  @Override
  public String name() {
    return "append";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    String mailbox = worker.mailbox("append");
    worker.imap().fresh(mailbox);
    return new Appending(worker, mailbox);
  }

  private static final class Appending implements Lane {
    private final Worker worker;
    private final String mailbox;
    private long appended;

    Appending(Worker worker, String mailbox) {
      this.worker = worker;
      this.mailbox = mailbox;
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      byte[] message = BenchMessages.message(appended + 1, worker.plan().appendOctets());
      worker.imap().append(mailbox, message);
      appended++;
      return Done.octets(message.length);
    }

    @Override
    public void close() throws IOException, WrongAnswerException {
      WrongAnswerException.unlessEqual(
          "messages after APPEND", worker.imap().messages(mailbox), appended);
      worker.remove(mailbox);
    }
  }
}
