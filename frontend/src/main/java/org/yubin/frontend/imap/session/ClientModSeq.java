package org.yubin.frontend.imap.session;

import java.util.Optional;
import org.yubin.mailbox.model.ModSeq;

/**
 * What the client of a selected mailbox takes for its HIGHESTMODSEQ (RFC 7162 §6): the value of the
 * last HIGHESTMODSEQ code, or the highest MODSEQ that it was shown since. If it is cut off, it
 * comes back with that value, and whatever had happened up to it and was not told is lost to it.
 *
 * <p>So it is corrected downwards whenever it was shown a MODSEQ above what it has been told
 * completely: a removal is being held back, or a push is still on its way (RFC 7162 §3.2). And it
 * is raised again when it has been told. What it believes is overestimated here, never
 * underestimated. Confined to its session.
 */
final class ClientModSeq {
  private ModSeq believed;
  private boolean corrected;

  /**
   * @param selected HIGHESTMODSEQ as SELECT told it
   */
  ClientModSeq(ModSeq selected) {
    believed = selected;
  }

  /** The client was shown a MODSEQ, at most this one. */
  void shown(ModSeq atMost) {
    if (atMost.compareTo(believed) > 0) {
      believed = atMost;
    }
  }

  /** The client was told this HIGHESTMODSEQ. */
  void told(ModSeq highest) {
    believed = highest;
    corrected = false;
  }

  /**
   * What HIGHESTMODSEQ the client has to be told now, if any.
   *
   * @param complete up to where it has been told all
   * @param vanished whether it was just told of removals, which name no MODSEQ
   */
  Optional<ModSeq> correction(ModSeq complete, boolean vanished) {
    if (believed.compareTo(complete) > 0) {
      believed = complete;
      corrected = true;
      return Optional.of(complete);
    }
    if (vanished || (corrected && believed.compareTo(complete) < 0)) {
      told(complete);
      return Optional.of(complete);
    }
    return Optional.empty();
  }
}
