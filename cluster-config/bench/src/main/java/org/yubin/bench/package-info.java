/**
 * {@code ./yubin bench}: load over real sockets against this or any other IMAP server. Start at
 * {@link org.yubin.bench.BenchCommand}; each {@link org.yubin.bench.Workload} is a file; {@link
 * org.yubin.bench.Run} measures it. Knows IMAP (RFC 3501) and LMTP (RFC 2033) from the client's
 * side, and nothing of Yubin's other modules.
 */
@NullMarked
package org.yubin.bench;

import org.jspecify.annotations.NullMarked;
