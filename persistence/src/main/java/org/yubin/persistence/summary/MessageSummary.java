package org.yubin.persistence.summary;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What is kept beside a message so that FETCH and SEARCH seldom read its bytes.
 *
 * @param sizeOctets size of the whole stored message
 * @param envelope ENVELOPE of the message
 * @param body the message's MIME tree; its {@link Extent} gives the header block, from octet 0
 * @param header the header block, at most {@link #MAX_HEADER_OCTETS} of it, the empty line included
 * @param headerTruncated whether {@code header} is less than the whole header block
 * @param preview plain text of at most {@link #MAX_PREVIEW_CHARACTERS} code points (RFC 8970);
 *     empty if the message holds no text
 * @param rootReference what a thread id is derived from: the first message id in References, else
 *     in In-Reply-To, else the message's own, with its angle brackets
 * @param sentDate day in the Date field, its time and zone disregarded (SENTBEFORE, SENTON,
 *     SENTSINCE: RFC 9051 §6.4.4); absent if there is none that can be read
 * @param signature reserved: trigram signature of the decoded and folded text
 */
public record MessageSummary(
    long sizeOctets,
    Envelope envelope,
    BodyPart body,
    Octets header,
    boolean headerTruncated,
    String preview,
    Optional<Octets> rootReference,
    Optional<LocalDate> sentDate,
    Optional<Octets> signature) {

  public static final int MAX_HEADER_OCTETS = 64 * 1024;
  public static final int MAX_PREVIEW_CHARACTERS = 256;

  /** The raw Message-ID field, the same as in the envelope. */
  public Optional<Octets> messageId() {
    return envelope.messageId();
  }
}
