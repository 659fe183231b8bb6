package org.yubin.frontend.imap.command;

import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ResponseCode;

/** How a command ends that has removed messages from the selected mailbox. */
final class Removals {
  private Removals() {}

  /**
   * Tells them, then answers OK, with HIGHESTMODSEQ for clients that want mod-sequences: VANISHED
   * names none (RFC 7162 §3.2.7, §3.2.9; RFC 6851 §4.4).
   */
  static CompletionStage<Tagged> tell(Session session, String text) {
    return session
        .updates()
        .tellAll()
        .thenApply(
            told ->
                told.map(highest -> Tagged.ok(ResponseCode.highestModSeq(highest), text))
                    .orElseGet(Tagged::ok));
  }
}
