/**
 * What FETCH shows: {@link org.yubin.frontend.imap.fetch.FetchResponse} writes every FETCH response
 * (RFC 3501 §7.4.2).
 */
@NullMarked
package org.yubin.frontend.imap.fetch;

import org.jspecify.annotations.NullMarked;
