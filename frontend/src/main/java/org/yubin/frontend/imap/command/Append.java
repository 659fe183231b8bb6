package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;

/** APPEND (RFC 3501 §6.3.11), with APPENDUID in its answer (RFC 4315 §3). */
final class Append implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("APPEND", SessionState.LOGGED_IN, OneMessage::parse));
    on.streams(
        "APPEND",
        in -> {
          Head.read(in);
          return in.atOpenLiteral();
        });
  }

  /**
   * What stands before the message.
   *
   * @param mailbox where it shall go
   * @param date absent: now
   */
  record Head(String mailbox, FlagNames flags, Optional<InternalDate> date) {
    // append = "APPEND" SP mailbox [SP flag-list] [SP date-time] SP literal
    static Head read(ImapReader in) throws ImapSyntaxException {
      in.sp();
      String mailbox = in.mailbox();
      in.sp();
      FlagNames flags = FlagNames.NONE;
      if (in.peek('(')) {
        flags = in.flagList();
        in.sp();
      }
      Optional<InternalDate> date = Optional.empty();
      if (in.peek('"')) {
        date = Optional.of(in.dateTime());
        in.sp();
      }
      return new Head(mailbox, flags, date);
    }
  }

  /** One APPEND command, its message still on the way. */
  record OneMessage(Head head, LiteralStream message) implements Command {
    static OneMessage parse(ImapReader in) throws ImapSyntaxException {
      Head head = Head.read(in);
      return new OneMessage(head, in.streamedLiteral());
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      return new Upload(session, head, message).run();
    }
  }
}
