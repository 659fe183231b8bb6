package org.yubin.frontend.imap.command;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;

/**
 * ENABLE (RFC 5161): switches extensions on for the connection. Words that are not known, or need
 * not be enabled, are passed over; ENABLED tells those that were taken, in the client's order.
 *
 * <p>Taken with a mailbox selected, too: clients must not do that, but servers need not check (RFC
 * 5161 §3.1), and no harm comes of it.
 */
final class Enable implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("ENABLE");
  }

  @Override
  public void register(Registry on) {
    on.command(
        new CommandSpec("ENABLE", SessionState.LOGGED_IN, in -> parse(in, on.enableWords())));
  }

  // command-any =/ "ENABLE" 1*(SP capability)
  private static Command parse(ImapReader in, Map<String, Consumer<Session>> known)
      throws ImapSyntaxException {
    Set<String> words = new LinkedHashSet<>();
    do {
      in.sp();
      String word = in.atom().toUpperCase(Locale.ROOT);
      if (known.containsKey(word)) {
        words.add(word);
      }
    } while (!in.atEnd());
    in.end();
    return session -> enable(session, words, known);
  }

  private static CompletionStage<Tagged> enable(
      Session session, Set<String> words, Map<String, Consumer<Session>> known) {
    ImapWriter out = session.out().untagged().atom("ENABLED");
    words.forEach(word -> out.sp().atom(word));
    out.crlf();
    known.forEach(
        (word, effect) -> {
          if (words.contains(word)) {
            effect.accept(session);
          }
        });
    return CompletableFuture.completedStage(Tagged.ok());
  }
}
