package org.yubin.frontend.imap.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.ImapLimits.Strangers;

/**
 * Looks after what one client makes the server hold: how much, beside all others ({@link
 * HeldOctets}), and for how long. A client that keeps a command open for ever, an octet at a time,
 * is told from one whose line is slow: a command has to come whole within a time, and a message has
 * to go on. That is looked at once per such time, while a command is open, and costs nothing else.
 * Confined to the event loop of its connection.
 */
final class ClientWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);

  private final ImapChannel channel;
  private final CommandFramer framer;
  private final Strangers limits;
  private final HeldOctets all;

  private long held;
  private boolean watching;
  private long commands;
  private long messageOctets;

  ClientWatch(ImapChannel channel, CommandFramer framer, Strangers limits, HeldOctets all) {
    this.channel = channel;
    this.framer = framer;
    this.limits = limits;
    this.all = all;
  }

  /** A command has come whole. */
  void broughtCommand() {
    commands++;
  }

  /** Serves a message literal, and sees what came of it. */
  void serve(MessageLiteral literal) {
    boolean open = framer.open();
    long before = framer.messageRemaining();
    literal.serve();
    messageOctets += Math.max(0, before - framer.messageRemaining());
    if (open && !framer.open()) {
      broughtCommand();
    }
  }

  /** Octets have come, or been dealt with; {@code waiting} of them in commands that wait. */
  void look(long waiting) {
    long before = held;
    held = framer.heldOctets() + waiting;
    if (held != before && !all.change(before, held)) {
      LOG.atWarn()
          .addKeyValue("session", channel.id())
          .log("imap connection closed: it holds {} octets", held);
      channel.sendAway("Too much is held for clients now; try again later");
    } else if (framer.open() && !watching) {
      watch();
    }
  }

  private void watch() {
    watching = true;
    long commandsBefore = commands;
    long octetsBefore = messageOctets;
    channel.after(
        limits.commandTimeout(),
        () -> {
          watching = false;
          boolean little =
              commands == commandsBefore && messageOctets - octetsBefore < limits.messageOctets();
          if (little && framer.open() && channel.wanted()) {
            LOG.atInfo()
                .addKeyValue("session", channel.id())
                .log("imap connection closed: it brings too little");
            channel.sendAway("A command took too long to come");
          } else if (framer.open()) {
            watch();
          }
        });
  }

  /** The connection is gone. */
  void end() {
    all.change(held, 0);
    held = 0;
  }
}
