package org.yubin.bench;

import java.io.IOException;

/** SELECT of a mailbox that has been selected before. */
final class SelectLoad implements Workload {
  @Override
  public String name() {
    return "select";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    ImapConnection imap = worker.reading();
    String mailbox = worker.mailbox("read");
    return () -> {
      WrongAnswerException.unlessEqual("EXISTS", imap.select(mailbox), worker.plan().messages());
      return Done.units(1);
    };
  }
}
