package org.yubin.frontend.imap.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/** The commands that a server has, as the dispatcher needs them. */
public interface CommandTable {
  /** A command by its name in upper case; UID commands under both words: {@code UID FETCH}. */
  Optional<Entry> find(String name);

  /** The capability words that hold for this session now, in their order. */
  List<String> capabilities(Session session);

  /** One command. */
  interface Entry {
    /** Its name, in upper case. */
    String name();

    /** The states in which it may come. */
    Set<SessionState> states();

    /** What may be told at its end. */
    ExpungePolicy expunge();

    /** Reads its arguments, from behind its name to the end of the command. */
    Invocation parse(ImapReader in) throws ImapSyntaxException;
  }
}
