/**
 * Mail in: LMTP (RFC 2033) with SIZE (1870), PIPELINING (2920), 8BITMIME (6152), SMTPUTF8 (6531),
 * ENHANCEDSTATUSCODES (2034, 3463), CHUNKING (3030) and STARTTLS (3207). Start at {@link
 * org.yubin.frontend.lmtp.LmtpServer}; the dialogue is {@link org.yubin.frontend.lmtp.LmtpSession},
 * which knows no socket, and what becomes of a message is {@link org.yubin.frontend.lmtp.Delivery}.
 */
@NullMarked
package org.yubin.frontend.lmtp;

import org.jspecify.annotations.NullMarked;
