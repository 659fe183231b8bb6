package org.yubin.frontend.imap.command;

import org.yubin.frontend.imap.session.Invocation;

/** A command as it was read: a record of its arguments, which knows how to run. */
public interface Command extends Invocation {}
