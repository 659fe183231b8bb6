package org.yubin.frontend.imap.command;

import java.util.Set;
import org.yubin.frontend.imap.session.CommandTable;
import org.yubin.frontend.imap.session.ExpungePolicy;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * What is known of a command before it comes.
 *
 * @param name in upper case; a UID command under both words, {@code UID FETCH}
 * @param states where it is legal
 * @param expunge what may be told at its end
 * @param parser reads its arguments
 */
public record CommandSpec(
    String name, Set<SessionState> states, ExpungePolicy expunge, Parser parser)
    implements CommandTable.Entry {
  /** Reads the arguments of a command. */
  @FunctionalInterface
  public interface Parser {
    /**
     * Reads the arguments.
     *
     * @param in stands right behind the name: before the space, if there are arguments; is to be
     *     read to its {@link ImapReader#end}
     */
    Command parse(ImapReader in) throws ImapSyntaxException;
  }

  /** A command at whose end everything may be told. */
  public CommandSpec(String name, Set<SessionState> states, Parser parser) {
    this(name, states, ExpungePolicy.MAY_TELL, parser);
  }

  @Override
  public Command parse(ImapReader in) throws ImapSyntaxException {
    return parser.parse(in);
  }

  /** The parser of a command without arguments. */
  static Parser bare(Command command) {
    return in -> {
      in.end();
      return command;
    };
  }
}
