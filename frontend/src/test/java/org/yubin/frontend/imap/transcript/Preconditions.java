package org.yubin.frontend.imap.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a transcript finds, by {@code given} clauses:
 *
 * <pre>
 * INBOX with 3 messages[, no longer \Recent]       messages 1 to 3, made by {@link #message}
 * mailbox Archive/2024                             made by CREATE; quoted or an atom
 * 1 and 2 have selected it                         the mailbox named last, or one by name
 * 1 has examined INBOX
 * 1 is not logged in                               all others are, before the dialogue
 * 1 and 2 have ENABLEd CONDSTORE
 * no TLS                                           is only for servers that do not offer it
 * </pre>
 */
final class Preconditions {
  private static final Pattern MESSAGES =
      Pattern.compile("(\\S+) with (\\d+) messages?(, no longer \\\\Recent)?");
  private static final Pattern MAILBOX = Pattern.compile("mailbox (.+)");
  private static final Pattern ACCOUNT = Pattern.compile("account (\\S+) with password (\\S+)");
  private static final Pattern OPENED =
      Pattern.compile("([\\d, and]+?) (?:have|has) (selected|examined) (\\S+)");
  private static final Pattern LOGGED_OUT =
      Pattern.compile("([\\d, and]+?) (?:are|is) not logged in");
  private static final Pattern ENABLED =
      Pattern.compile("([\\d, and]+?) (?:have|has) ENABLEd (.+)");

  private final TranscriptServer server;
  private final TranscriptServer.Login login;
  private final Map<Integer, LineClient> sessions;
  private String lastNamed = "INBOX";

  Preconditions(
      TranscriptServer server, TranscriptServer.Login login, Map<Integer, LineClient> sessions) {
    this.server = server;
    this.login = login;
    this.sessions = sessions;
  }

  /** Message {@code number} of a mailbox that is given: two header lines' worth, and a body. */
  static byte[] message(int number) {
    return """
    From: Sender <sender@example.org>
    To: Reader <reader@example.org>
    Subject: Message %1$d
    Date: Mon, 7 Feb 1994 21:52:2%1$d -0800
    Message-Id: <%1$d@example.org>

    Body of message %1$d.
    """
        .formatted(number)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  void establish(List<String> clauses) throws IOException {
    Set<Integer> in = new LinkedHashSet<>(sessions.keySet());
    for (String clause : clauses) {
      Matcher out = LOGGED_OUT.matcher(clause);
      if (out.matches()) {
        in.removeAll(numbers(out.group(1)));
      }
    }
    for (int number : in) {
      ok(session(number), "LOGIN " + login.name() + " " + login.password());
    }
    for (String clause : clauses) {
      establish(clause);
    }
  }

  private void establish(String clause) throws IOException {
    boolean known =
        apply(MESSAGES, clause, this::messages)
            || apply(MAILBOX, clause, m -> setUp("CREATE " + (lastNamed = m.group(1))))
            || apply(OPENED, clause, this::open)
            || apply(ENABLED, clause, this::enable)
            || apply(ACCOUNT, clause, m -> server.account(m.group(1), m.group(2)))
            || LOGGED_OUT.matcher(clause).matches()
            || clause.equals(Transcript.NO_TLS);
    if (!known) {
      throw new IllegalArgumentException("given " + clause + " (expected: a known clause)");
    }
  }

  private interface Deed {
    void run(Matcher clause) throws IOException;
  }

  private static boolean apply(Pattern pattern, String clause, Deed deed) throws IOException {
    Matcher matcher = pattern.matcher(clause);
    if (!matcher.matches()) {
      return false;
    }
    deed.run(matcher);
    return true;
  }

  private void messages(Matcher clause) throws IOException {
    lastNamed = clause.group(1);
    try (LineClient client = loggedIn()) {
      for (int i = 1; i <= Integer.parseInt(clause.group(2)); i++) {
        byte[] message = message(i);
        client.send("m" + i + " APPEND " + lastNamed + " {" + message.length + "+}");
        client.raw(message);
        client.send("");
        check(client.until("m" + i), "m" + i);
      }
      if (clause.group(3) != null) {
        ok(client, "SELECT " + lastNamed);
        ok(client, "UNSELECT");
      }
    }
  }

  private void setUp(String command) throws IOException {
    try (LineClient client = loggedIn()) {
      ok(client, command);
    }
  }

  private LineClient loggedIn() throws IOException {
    LineClient client = new LineClient(server.address());
    client.receive();
    ok(client, "LOGIN " + login.name() + " " + login.password());
    return client;
  }

  private void open(Matcher clause) throws IOException {
    String mailbox = clause.group(3).equals("it") ? lastNamed : clause.group(3);
    lastNamed = mailbox;
    String command = clause.group(2).equals("selected") ? "SELECT " : "EXAMINE ";
    for (int number : numbers(clause.group(1))) {
      ok(session(number), command + mailbox);
    }
  }

  private void enable(Matcher clause) throws IOException {
    for (int number : numbers(clause.group(1))) {
      ok(session(number), "ENABLE " + clause.group(2));
    }
  }

  private LineClient session(int number) {
    LineClient client = sessions.get(number);
    if (client == null) {
      throw new IllegalArgumentException("session " + number + ": says nothing");
    }
    return client;
  }

  private static Set<Integer> numbers(String text) {
    Set<Integer> numbers = new LinkedHashSet<>();
    Consumer<String> add = number -> numbers.add(Integer.parseInt(number));
    Pattern.compile("\\d+").matcher(text).results().forEach(found -> add.accept(found.group()));
    return numbers;
  }

  private static void ok(LineClient client, String command) throws IOException {
    check(client.command("given", command), "given");
  }

  private static void check(List<String> lines, String tag) {
    String last = lines.get(lines.size() - 1);
    if (!last.startsWith(tag + " OK")) {
      throw new AssertionError("given: " + lines + " (expected: OK)");
    }
  }
}
