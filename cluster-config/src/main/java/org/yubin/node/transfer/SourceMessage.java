package org.yubin.node.transfer;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * A message on its way in.
 *
 * @param origin where it stands, for people
 * @param mailbox the name it goes to
 * @param key what tells it from every other message of its source, the same in each run; empty: a
 *     digest of its octets
 * @param uid its UID in the source, if it shall be kept
 * @param flags IMAP's words: {@code \Seen}, {@code $Forwarded}
 * @param date INTERNALDATE; absent: the time of the import
 */
public record SourceMessage(
    String origin,
    String mailbox,
    Optional<String> key,
    Optional<Long> uid,
    Set<String> flags,
    Optional<OffsetDateTime> date,
    Content content) {
  public SourceMessage {
    flags = Set.copyOf(flags);
  }
}
