/**
 * MIME as IMAP sees it: reads a message once, as it streams by, and knows afterwards where every
 * part stands (RFC 2045, RFC 2046, RFC 5322, RFC 9051 §6.4.5 and §7.5.2).
 *
 * <p>Start at {@link org.yubin.frontend.mime.MessageScanner} (bytes to summary), {@link
 * org.yubin.frontend.mime.Sections} (section to byte range), {@link
 * org.yubin.frontend.mime.HeaderSelection} (subsets of a header) and {@link
 * org.yubin.frontend.mime.HeaderDecoder} (header values as text, for SEARCH). Nothing here refuses
 * a message: what does not parse gets the plainest structure that is true. Values are Java strings
 * of one character an octet (Latin-1) while they are parsed.
 */
@NullMarked
package org.yubin.frontend.mime;

import org.jspecify.annotations.NullMarked;
