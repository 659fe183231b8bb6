/**
 * What is known of a message without reading it again: ENVELOPE, BODYSTRUCTURE with the place of
 * every part, the header block, PREVIEW (RFC 9051 §7.5.2, RFC 8970).
 *
 * <p>Pure values, computed once by the scanner of the frontend and kept in the message row. Start
 * at {@link org.yubin.persistence.summary.MessageSummary}; {@link
 * org.yubin.persistence.summary.SummaryCodec} alone knows how they are stored.
 */
@NullMarked
package org.yubin.persistence.summary;

import org.jspecify.annotations.NullMarked;
