package org.yubin.frontend.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * ID (RFC 2971): client and server say what they are, for statistics and for the audit trail; never
 * for behaviour (§1).
 */
final class Id implements Extension {
  /** RFC 2971 §3.3: not more than 30 fields, of 30 and 1024 octets. */
  private static final int MAX_FIELDS = 30;

  private static final int MAX_FIELD_OCTETS = 30;
  private static final int MAX_VALUE_OCTETS = 1024;

  @Override
  public Optional<String> capability() {
    return Optional.of("ID");
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("ID", SessionState.ANY, Identify::parse));
  }

  /**
   * One ID command.
   *
   * @param fields what the client says of itself
   */
  record Identify(Map<String, String> fields) implements Command {
    // id             = "ID" SPACE id_params_list
    // id_params_list = "(" #(string SPACE nstring) ")" / nil
    static Identify parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      Map<String, String> fields = new LinkedHashMap<>();
      if (!in.tryWord("NIL")) {
        in.character('(');
        if (!in.tryChar(')')) {
          do {
            field(in, fields);
          } while (in.trySp());
          in.character(')');
        }
      }
      in.end();
      return new Identify(fields);
    }

    private static void field(ImapReader in, Map<String, String> fields)
        throws ImapSyntaxException {
      if (fields.size() == MAX_FIELDS) {
        throw in.expected("at most " + MAX_FIELDS + " fields");
      }
      String field = text(in.string());
      if (field.length() > MAX_FIELD_OCTETS) {
        throw in.expected("a field name of at most " + MAX_FIELD_OCTETS + " octets");
      }
      in.sp();
      String value = in.nstring().map(Identify::text).orElse("");
      if (value.length() > MAX_VALUE_OCTETS) {
        throw in.expected("a value of at most " + MAX_VALUE_OCTETS + " octets");
      }
      fields.put(field, value);
    }

    private static String text(byte[] octets) {
      return new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      session.clientId(
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + field.getValue())
              .collect(Collectors.joining("; ")));
      session.out().untagged().atom("ID ").open().string("name").sp().string("Yubin").close();
      session.out().crlf();
      return CompletableFuture.completedStage(Tagged.ok());
    }
  }
}
