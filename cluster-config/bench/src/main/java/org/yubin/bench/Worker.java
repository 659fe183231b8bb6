package org.yubin.bench;

import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One connection's place in a run: its user, its mailboxes, its connection, which is opened when it
 * is needed and lives across workloads.
 */
final class Worker implements AutoCloseable {
  private final Target target;
  private final Plan plan;
  private final int index;
  private final Random random;
  private @Nullable ImapConnection connection;
  private String selected = "";
  private boolean filled;

  Worker(Target target, Plan plan, int index) {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.random = new Random(plan.seed() + index);
  }

  Target target() {
    return target;
  }

  Plan plan() {
    return plan;
  }

  Random random() {
    return random;
  }

  String user() {
    return target.user(plan.firstUser() + index % plan.userCount());
  }

  /** A mailbox that no other worker uses. */
  String mailbox(String use) {
    return "bench-" + use + "-" + index;
  }

  ImapConnection imap() throws IOException, WrongAnswerException {
    ImapConnection open = connection;
    if (open == null) {
      open = ImapConnection.open(target, user());
      connection = open;
      selected = "";
    }
    return open;
  }

  /** The connection, with the mailbox selected that holds {@link Plan#messages} messages. */
  ImapConnection reading() throws IOException, WrongAnswerException {
    String mailbox = mailbox("read");
    ImapConnection imap = imap();
    if (!filled) {
      if (imap.messages(mailbox) != plan.messages()) {
        imap.fresh(mailbox);
        new BulkLoader(imap, mailbox, plan.sizeOctets()).append(plan.messages(), loaded -> {});
      }
      filled = true;
    }
    if (!selected.equals(mailbox)) {
      WrongAnswerException.unlessEqual("EXISTS", imap.select(mailbox), plan.messages());
      selected = mailbox;
    }
    return imap;
  }

  /** Whatever was selected is not any more, or is no longer known. */
  void selectionIsLost() {
    selected = "";
  }

  /** The connection is of no more use. */
  void disconnect() {
    ImapConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** Removes a mailbox, unless they are to stay. */
  void remove(String mailbox) throws IOException, WrongAnswerException {
    if (!plan.keep()) {
      imap().command("DELETE " + ImapConnection.quoted(mailbox));
    }
  }

  /** Ends the run: what was read from is removed, unless it is to stay. */
  @Override
  public void close() {
    try {
      if (filled) {
        imap().command("UNSELECT");
        remove(mailbox("read"));
      }
      if (connection != null) {
        imap().command("LOGOUT");
      }
    } catch (IOException | WrongAnswerException gone) {
      // the report is written already, and the next run makes the mailbox anew
    } finally {
      disconnect();
    }
  }
}
