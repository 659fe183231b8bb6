package org.yubin.frontend.imap.session;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.yubin.account.entity.Accounts;
import org.yubin.frontend.auth.Authenticator;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.message.MessageStore;

/**
 * What sessions work with: the same for all of them.
 *
 * @param scan runs what takes CPU time: MIME scanning, searching in text
 * @param measures told what sessions do
 */
public record Services(
    Mailboxes mailboxes,
    Accounts accounts,
    MessageStore messages,
    BodyWriters bodies,
    Authenticator authenticator,
    IdSource ids,
    Clock clock,
    ImapLimits limits,
    Executor scan,
    SessionMeasures measures) {

  /** With nobody who measures. */
  public Services(
      Mailboxes mailboxes,
      Accounts accounts,
      MessageStore messages,
      BodyWriters bodies,
      Authenticator authenticator,
      IdSource ids,
      Clock clock,
      ImapLimits limits,
      Executor scan) {
    this(
        mailboxes,
        accounts,
        messages,
        bodies,
        authenticator,
        ids,
        clock,
        limits,
        scan,
        SessionMeasures.NONE);
  }

  /** The same with other mailboxes. */
  public Services with(Mailboxes others) {
    return new Services(
        others, accounts, messages, bodies, authenticator, ids, clock, limits, scan, measures);
  }
}
