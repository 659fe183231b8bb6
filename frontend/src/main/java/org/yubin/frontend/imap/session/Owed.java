package org.yubin.frontend.imap.session;

import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.UidSet;

/**
 * FETCH responses that are owed to the client at the end of the command that runs.
 *
 * @param full whose flags are to be told, changed or not
 * @param bare those of them without UID, for clients that do not want mod-sequences
 * @param brief whose MODSEQ alone is to be told, unless it is above {@code own}
 * @param own the modseq of the client's own change
 */
record Owed(UidSet full, UidSet bare, UidSet brief, ModSeq own) {
  static final Owed NOTHING = new Owed(UidSet.EMPTY, UidSet.EMPTY, UidSet.EMPTY, ModSeq.ZERO);

  Owed withFlags(UidSet uids, boolean withUid) {
    return new Owed(full.or(uids), withUid ? bare : bare.or(uids), brief, own);
  }

  Owed withModSeq(UidSet uids, ModSeq ofChange) {
    return new Owed(full, bare, brief.or(uids), ofChange);
  }

  /** This and what has changed, of messages that the client knows; each message once. */
  Owed with(UidSet changed, MailboxView view) {
    UidSet all = view.known(full.or(changed));
    return new Owed(all, bare, view.known(brief).andNot(all), own);
  }

  UidSet uids() {
    return full.or(brief);
  }

  /**
   * What the line of a message shows.
   *
   * @param modSeq whether the client wants mod-sequences (RFC 7162 §3.2.4)
   */
  FlagLines.Parts parts(MessageRecord message, boolean modSeq) {
    long uid = message.uid().value();
    if (!modSeq) {
      return new FlagLines.Parts(!bare.contains(uid), true, false);
    }
    boolean alone = brief.contains(uid) && message.modSeq().compareTo(own) <= 0;
    return new FlagLines.Parts(true, !alone, true);
  }
}
