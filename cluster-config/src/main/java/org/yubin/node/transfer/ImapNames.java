package org.yubin.node.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yubin.account.model.SpecialUse;
import org.yubin.frontend.imap.wire.MailboxNames;
import org.yubin.node.StartFailure;

/** The mailboxes and subscriptions of an account on another server, under the names they get. */
record ImapNames(List<Mailbox> mailboxes, Set<String> subscriptions) {

  /**
   * A mailbox that can be opened.
   *
   * @param wireName as the server writes it
   * @param name as it is called here
   * @param use such as {@code \Sent}, or empty
   */
  record Mailbox(String wireName, String name, String use) {}

  /** Asks for them; INBOX comes first. */
  static ImapNames read(ImapConnection server) throws IOException, StartFailure {
    String prefix = server.has("NAMESPACE") ? personalPrefix(server) : "";
    List<Mailbox> mailboxes = new ArrayList<>();
    boolean uses = server.has("SPECIAL-USE") && server.has("LIST-EXTENDED");
    server.command(
        "LIST \"\" \"*\"" + (uses ? " RETURN (SPECIAL-USE)" : ""),
        response -> {
          if (response.word().equals("LIST") && response.values().size() >= 3) {
            listed(response.values(), prefix)
                .ifPresent(
                    one -> mailboxes.add(one.name().equals("INBOX") ? 0 : mailboxes.size(), one));
          }
        });
    Set<String> subscriptions = new LinkedHashSet<>();
    server.command(
        "LSUB \"\" \"*\"",
        response -> {
          if (response.word().equals("LSUB")
              && response.values().size() >= 3
              && !attributes(response.values()).contains("\\NOSELECT")) {
            subscriptions.add(name(response.values(), prefix));
          }
        });
    return new ImapNames(mailboxes, subscriptions);
  }

  /** The prefix of the first personal namespace (RFC 2342), such as {@code INBOX.}. */
  private static String personalPrefix(ImapConnection server) throws IOException, StartFailure {
    String[] prefix = {""};
    server.command(
        "NAMESPACE",
        response -> {
          if (response.word().equals("NAMESPACE")
              && !response.values().isEmpty()
              && response.values().get(0) instanceof List<?> personal
              && !personal.isEmpty()
              && personal.get(0) instanceof List<?> first
              && !first.isEmpty()) {
            prefix[0] = new String(ImapValues.octets(first.get(0)), StandardCharsets.ISO_8859_1);
          }
        });
    return prefix[0];
  }

  private static Optional<Mailbox> listed(List<Object> values, String prefix) throws IOException {
    Set<String> attributes = attributes(values);
    String wire = wireName(values);
    if (attributes.contains("\\NOSELECT") || attributes.contains("\\NONEXISTENT")) {
      return Optional.empty();
    }
    String use =
        attributes.stream()
            .flatMap(each -> SpecialUse.of(each).stream())
            .filter(SpecialUse::isStored)
            .map(SpecialUse::attribute)
            .findFirst()
            .orElse("");
    return Optional.of(new Mailbox(wire, name(wire, separator(values), prefix), use));
  }

  private static Set<String> attributes(List<Object> values) {
    Set<String> attributes = new LinkedHashSet<>();
    if (values.get(0) instanceof List<?> words) {
      words.forEach(word -> attributes.add(word.toString().toUpperCase(Locale.ROOT)));
    }
    return attributes;
  }

  private static String wireName(List<Object> values) throws IOException {
    return new String(ImapValues.octets(values.get(2)), StandardCharsets.ISO_8859_1);
  }

  private static String separator(List<Object> values) {
    String separator = values.get(1).toString();
    return separator.equalsIgnoreCase("NIL") ? "" : separator;
  }

  private static String name(List<Object> values, String prefix) throws IOException {
    return name(wireName(values), separator(values), prefix);
  }

  /** The name here: without the prefix, decoded, {@code /} between levels and nowhere else. */
  static String name(String wire, String separator, String prefix) {
    if (wire.equalsIgnoreCase("INBOX")) {
      return "INBOX";
    }
    boolean own = !prefix.isEmpty() && wire.startsWith(prefix) && wire.length() > prefix.length();
    String bare = own ? wire.substring(prefix.length()) : wire;
    String decoded = MailboxNames.decode(bare.getBytes(StandardCharsets.ISO_8859_1)).orElse(bare);
    if (separator.isEmpty() || separator.equals("/")) {
      return decoded;
    }
    return decoded.replace('/', '_').replace(separator, "/");
  }
}
