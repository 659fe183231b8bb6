package org.yubin.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mail in over LMTP, to the INBOX of each user; afterwards the INBOXes are counted, and what came
 * is expunged.
 */
final class DeliverLoad implements Workload {
  private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();

  private static final class Inbox {
    private final long messages;
    private final long uidNext;
    private final AtomicLong delivered = new AtomicLong();

    Inbox(long messages, long uidNext) {
      this.messages = messages;
      this.uidNext = uidNext;
    }
  }

  @Override
  public String name() {
    return "deliver";
  }

  @Override
  public boolean possible(Target target) {
    return target.lmtpPort() > 0;
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    if (!inboxes.containsKey(worker.user())) {
      Response status =
          worker.imap().ok("STATUS INBOX (MESSAGES UIDNEXT)").untagged().stream()
              .filter(each -> each.numberBehind("UIDNEXT") > 0)
              .findFirst()
              .orElseThrow(() -> new WrongAnswerException("STATUS INBOX: no UIDNEXT"));
      inboxes.putIfAbsent(
          worker.user(),
          new Inbox(status.numberBehind("MESSAGES"), status.numberBehind("UIDNEXT")));
    }
    LmtpConnection lmtp = LmtpConnection.open(worker.target().host(), worker.target().lmtpPort());
    return new Delivering(worker, lmtp);
  }

  private final class Delivering implements Lane {
    private final Worker worker;
    private final LmtpConnection lmtp;
    private long number;

    Delivering(Worker worker, LmtpConnection lmtp) {
      this.worker = worker;
      this.lmtp = lmtp;
    }

    @Override
    public Done operation() throws IOException, WrongAnswerException {
      byte[] message = BenchMessages.message(++number, worker.plan().appendOctets());
      lmtp.deliver("sender@example.org", worker.user(), message);
      Optional.ofNullable(inboxes.get(worker.user()))
          .ifPresent(inbox -> inbox.delivered.incrementAndGet());
      return Done.octets(message.length);
    }

    @Override
    public void close() throws IOException, WrongAnswerException {
      lmtp.close();
      Inbox inbox = inboxes.remove(worker.user());
      if (inbox == null) {
        return; // another worker of this user has looked
      }
      ImapConnection imap = worker.imap();
      worker.selectionIsLost();
      long now = imap.select("INBOX");
      if (inbox.delivered.get() > 0 && !worker.plan().keep()) {
        String came = inbox.uidNext + ":*";
        imap.ok("UID STORE " + came + " +FLAGS.SILENT (\\Deleted)");
        imap.ok(imap.can("UIDPLUS") ? "UID EXPUNGE " + came : "EXPUNGE");
      }
      WrongAnswerException.unlessEqual(
          "INBOX grew by", now - inbox.messages, inbox.delivered.get());
    }
  }
}
