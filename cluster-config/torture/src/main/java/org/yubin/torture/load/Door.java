package org.yubin.torture.load;

import java.net.InetSocketAddress;

/**
 * Where clients connect.
 *
 * @param imap without TLS, plain logins allowed
 */
public record Door(InetSocketAddress imap, InetSocketAddress lmtp) {}
