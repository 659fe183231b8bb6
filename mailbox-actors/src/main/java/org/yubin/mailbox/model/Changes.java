package org.yubin.mailbox.model;

/**
 * What happened after a mod-sequence (RFC 7162 §3.2.5.1): each message in one of three sets at
 * most.
 *
 * @param appended there now, and not then
 * @param changed flags changed, and not in {@code appended}
 * @param vanished expunged since, those that also came since included: who was told of them knows
 *     them whatever mod-sequence it has kept (RFC 7162 §3.2.6)
 * @param recent those of {@code appended} that are \Recent to this session
 */
public record Changes(
    ModSeq from,
    ModSeq to,
    Position at,
    Uid uidNext,
    UidSet appended,
    UidSet changed,
    UidSet vanished,
    KeywordTable keywords,
    UidSet recent) {
  public Changes withRecent(UidSet claimed) {
    return new Changes(from, to, at, uidNext, appended, changed, vanished, keywords, claimed);
  }

  /** Whether nothing is to be told. */
  public boolean isEmpty() {
    return appended.isEmpty() && changed.isEmpty() && vanished.isEmpty();
  }
}
