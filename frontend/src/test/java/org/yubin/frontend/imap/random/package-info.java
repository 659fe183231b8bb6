/**
 * Random sessions against a reference model of IMAP. {@link
 * org.yubin.frontend.imap.random.RandomCommands} thinks up commands, {@link
 * org.yubin.frontend.imap.random.ModelServer} and its session say by RFC 3501 what has to be
 * answered, {@link org.yubin.frontend.imap.random.RandomSessions} says them to a server over real
 * sockets and compares every line. The model shares no code with the server: it is lists, scanned
 * from end to end.
 */
@NullMarked
package org.yubin.frontend.imap.random;

import org.jspecify.annotations.NullMarked;
