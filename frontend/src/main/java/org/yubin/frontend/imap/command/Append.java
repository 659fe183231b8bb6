package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.LiteralStream;

/**
 * APPEND (RFC 3501 §6.3.11) of one message or several (MULTIAPPEND, RFC 3502), in the grammar of
 * RFC 4466 §3; with APPENDUID in its answer (RFC 4315 §3).
 */
final class Append implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("MULTIAPPEND");
  }

  @Override
  public void register(Registry on) {
    AppendOptions.Known known = on.appendOptions();
    on.command(new CommandSpec("APPEND", SessionState.LOGGED_IN, in -> Messages.parse(in, known)));
    on.streams(
        "APPEND",
        in -> {
          Head.read(in, known);
          return in.atOpenLiteral();
        });
  }

  /**
   * What stands before the first message.
   *
   * @param mailbox where all shall go
   */
  record Head(String mailbox, AppendOptions options) {
    // append = "APPEND" SP mailbox 1*append-message
    static Head read(ImapReader in, AppendOptions.Known known) throws ImapSyntaxException {
      in.sp();
      String mailbox = in.mailbox();
      return new Head(mailbox, AppendOptions.read(in, known));
    }
  }

  /** One APPEND command, its messages still on the way. */
  record Messages(Head head, LiteralStream literals, AppendOptions.Known known) implements Command {
    static Messages parse(ImapReader in, AppendOptions.Known known) throws ImapSyntaxException {
      Head head = Head.read(in, known);
      return new Messages(head, in.streamedLiteral(), known);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      return new Upload(session, head, literals, known).run();
    }
  }
}
