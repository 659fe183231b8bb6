package org.yubin.bench;

import java.io.IOException;

/**
 * From the last octet of an APPEND to the EXISTS that another connection is told in IDLE (RFC
 * 2177), with one of each at a time.
 */
final class IdleLoad implements Workload {
  @Override
  public String name() {
    return "idle";
  }

  @Override
  public int workers(int connections) {
    return 1;
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    String mailbox = worker.mailbox("idle");
    worker.imap().fresh(mailbox);
    ImapConnection idler = ImapConnection.open(worker.target(), worker.user());
    long exists = idler.select(mailbox);
    String tag = idler.start("IDLE");
    idler.awaitContinuation(tag);
    return new Idling(worker, mailbox, idler, tag, exists);
  }

  private static final class Idling implements Lane {
    private final Worker worker;
    private final String mailbox;
    private final ImapConnection idler;
    private final String tag;
    private long exists;

    Idling(Worker worker, String mailbox, ImapConnection idler, String tag, long exists) {
      this.worker = worker;
      this.mailbox = mailbox;
      this.idler = idler;
      this.tag = tag;
      this.exists = exists;
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      byte[] message = BenchMessages.message(exists + 1, worker.plan().appendOctets());
      String append = worker.imap().startAppend(mailbox, "", message);
      long began = System.nanoTime();
      Response told = idler.response();
      while (!told.about("EXISTS")) {
        told = idler.response();
      }
      long took = System.nanoTime() - began;
      ImapConnection.Answer answer = worker.imap().finish(append);
      exists++;
      if (!answer.status().equals("OK")) {
        throw new WrongAnswerException("APPEND: " + answer.text());
      }
      WrongAnswerException.unlessEqual("EXISTS in IDLE", told.number(), exists);
      return new Done(1, message.length, took);
    }

    @Override
    public void close() throws IOException, WrongAnswerException {
      idler.write(new byte[] {'D', 'O', 'N', 'E', '\r', '\n'});
      idler.finish(tag);
      idler.close();
      worker.remove(mailbox);
    }
  }
}
