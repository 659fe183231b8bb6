/**
 * Sockets: {@link org.yubin.frontend.imap.net.ImapServer} listens, {@link
 * org.yubin.frontend.imap.net.ImapChannel} is one connection, {@link
 * org.yubin.frontend.imap.net.CommandFramer} cuts what arrives into commands (RFC 3501 §2.2.1, RFC
 * 7888). The only Netty channels in imap.
 */
@NullMarked
package org.yubin.frontend.imap.net;

import org.jspecify.annotations.NullMarked;
