package org.yubin.mailbox.model;

import java.util.Optional;

/**
 * A mailbox as SELECT and EXAMINE show it (RFC 9051 §6.3.2).
 *
 * @param recent those that are \Recent to this session (RFC 3501 §2.3.2)
 */
public record Opened(
    Position at,
    UidValidity uidValidity,
    Uid uidNext,
    ModSeq highestModSeq,
    UidSet uids,
    KeywordTable keywords,
    Optional<Uid> firstUnseen,
    UidSet recent,
    boolean readOnly) {
  public Opened withRecent(UidSet claimed) {
    return new Opened(
        at, uidValidity, uidNext, highestModSeq, uids, keywords, firstUnseen, claimed, readOnly);
  }
}
