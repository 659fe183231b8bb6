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

  /** The same with other mailboxes. */
  public Services with(Mailboxes others) {
    return new Services(
        others, accounts, messages, bodies, authenticator, ids, clock, limits, scan, measures);
  }

  /** The same with another place for new bodies. */
  public Services with(BodyWriters others) {
    return new Services(
        mailboxes, accounts, messages, others, authenticator, ids, clock, limits, scan, measures);
  }

  /** The same with other limits. */
  public Services with(ImapLimits others) {
    return new Services(
        mailboxes, accounts, messages, bodies, authenticator, ids, clock, others, scan, measures);
  }

  /** The same with another who measures. */
  public Services with(SessionMeasures others) {
    return new Services(
        mailboxes, accounts, messages, bodies, authenticator, ids, clock, limits, scan, others);
  }
}
