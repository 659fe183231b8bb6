package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;

/** Literals wherever the grammar has a string (RFC 3501 §4.3, §9), of both kinds (RFC 7888). */
class LiteralsTest {
  private static final Pattern STRING = Pattern.compile("<([^>]*)>");

  /** How a string is said. */
  private enum Form {
    ATOM,
    QUOTED,
    LITERAL,
    LITERAL_PLUS
  }

  private final MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  private final String name = server.newAccount().name();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(server));

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private LineClient connected(MemoryServer to) throws IOException {
    LineClient client = new LineClient(to.address());
    open.add(client);
    client.receive();
    return client;
  }

  private LineClient selected() throws IOException {
    LineClient client = connected(server);
    client.command("l", "LOGIN " + name + " " + name);
    for (String mailbox : List.of("one", "two/three")) {
      client.command("c", "CREATE " + mailbox);
    }
    client.send("a APPEND INBOX {29+}\r\nSubject: hello\r\n\r\nthe body\r\n\r\n");
    client.until("a");
    client.command("s", "SELECT INBOX");
    return client;
  }

  /** Says a command with all its strings, which stand in {@code <>}, in one form. */
  private static List<String> say(LineClient client, String command, Form form) throws IOException {
    List<String> answers = new ArrayList<>();
    StringBuilder line = new StringBuilder("t ");
    Matcher string = STRING.matcher(command);
    int at = 0;
    while (string.find()) {
      String text = string.group(1);
      line.append(command, at, string.start());
      at = string.end();
      switch (form) {
        case ATOM -> line.append(text);
        case QUOTED -> line.append('"').append(text).append('"');
        case LITERAL_PLUS -> line.append('{').append(text.length()).append("+}\r\n").append(text);
        case LITERAL -> {
          client.send(line.append('{').append(text.length()).append('}').toString());
          line.setLength(0);
          String answer = client.receive();
          if (!answer.startsWith("+")) {
            return List.of("instead of a continuation: " + answer);
          }
          line.append(text);
        }
      }
    }
    client.send(line + command.substring(at));
    for (String answer : client.until("t")) {
      answers.add(answer.replaceAll("^(t \\S+( \\[[^]]*])?) .*", "$1"));
    }
    return answers;
  }

  private static boolean isAtom(String command) {
    return STRING.matcher(command).results().noneMatch(s -> s.group(1).matches(".*[ %*].*|"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STATUS <INBOX> (MESSAGES UIDNEXT)",
        "STATUS <two/three> (MESSAGES)",
        "SELECT <INBOX>",
        "EXAMINE <one>",
        "LIST <> <*>",
        "LIST <two/> <%>",
        "LIST <> <INBOX>",
        "LSUB <> <*>",
        "SUBSCRIBE <one>",
        "UNSUBSCRIBE <one>",
        "CREATE <one>",
        "DELETE <nowhere>",
        "RENAME <nowhere> <elsewhere>",
        "COPY 1 <nowhere>",
        "UID COPY 1 <nowhere>",
        "MOVE 1 <nowhere>",
        "UID MOVE 1 <nowhere>",
        "FETCH 1 BODY.PEEK[HEADER.FIELDS (<Subject> <To>)]",
        "FETCH 1 (BODY.PEEK[HEADER.FIELDS.NOT (<Subject>)]<0.5> UID)",
        "UID FETCH 1 BODY.PEEK[HEADER.FIELDS (<SUBJECT>)]",
        "SEARCH CHARSET <UTF-8> SUBJECT <hello>",
        "SEARCH BCC <x> CC <y>",
        "SEARCH BODY <the body>",
        "SEARCH TEXT <HELLO> FROM <>",
        "SEARCH OR TO <a> NOT SUBJECT <hello>",
        "SEARCH (HEADER <Subject> <ell>) 1:*",
        "UID SEARCH HEADER <Subject> <>",
        "ID (<name> <x> <version> <1>)",
        "LOGIN <a> <b>",
        "AUTHENTICATE <PLAIN>",
      })
  void everyString_mayBeALiteral(String command) throws IOException {
    LineClient client = selected();
    List<String> quoted = say(client, command, Form.QUOTED);
    assertThat(say(client, command, Form.LITERAL_PLUS)).isEqualTo(quoted);
    assertThat(say(client, command, Form.LITERAL)).isEqualTo(quoted);
    if (isAtom(command) && !command.startsWith("ID ")) {
      assertThat(say(client, command, Form.ATOM)).isEqualTo(quoted);
    }
    assertThat(client.command("n", "NOOP")).last().asString().startsWith("n OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITERAL", "LITERAL_PLUS", "QUOTED", "ATOM"})
  void loginInEveryForm(String form) throws IOException {
    LineClient client = connected(server);
    assertThat(say(client, "LOGIN <" + name + "> <" + name + ">", Form.valueOf(form)))
        .last()
        .asString()
        .startsWith("t OK [CAPABILITY ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITERAL", "LITERAL_PLUS", "QUOTED", "ATOM"})
  void appendInEveryForm(String form) throws IOException {
    LineClient client = selected();
    assertThat(say(client, "APPEND <one> (\\Seen) {3+}\r\nabc", Form.valueOf(form)))
        .last()
        .asString()
        .startsWith("t OK [APPENDUID ");
  }

  // RFC 7888 §5
  @Test
  void literalMinus_takesSmallOnesOnly() throws IOException {
    MemoryServer minus =
        new MemoryServer(ImapLimits.defaults().withPlainLogin(true).withLiteralMinus(true));
    open.add(minus);
    String user = minus.newAccount().name();
    LineClient client = connected(minus);
    assertThat(client.command("c", "CAPABILITY").get(0))
        .contains(" LITERAL- ")
        .doesNotContain("LITERAL+");
    client.command("l", "LOGIN " + user + " " + user);
    String most = "x".repeat(4096);
    String more = "x".repeat(4097);
    client.send("a1 APPEND INBOX {4096+}\r\n" + most);
    assertThat(client.until("a1")).last().asString().startsWith("a1 OK");
    client.send("a2 APPEND INBOX {4097+}\r\n" + more + " {4097+}\r\n" + more);
    assertThat(client.until("a2")).singleElement().asString().startsWith("a2 BAD [TOOBIG]");
    client.send("a3 APPEND INBOX {4097}");
    assertThat(client.receive()).startsWith("+");
    client.send(more + " {4097+}\r\n" + more);
    assertThat(client.until("a3")).singleElement().asString().startsWith("a3 BAD [TOOBIG]");
    client.send("a4 STATUS {4097+}\r\n" + more + " (MESSAGES)");
    assertThat(client.until("a4")).singleElement().asString().startsWith("a4 BAD [TOOBIG]");
    client.send("a5 STATUS {4096+}\r\n" + most + " (MESSAGES)");
    assertThat(client.until("a5")).singleElement().asString().startsWith("a5 NO");
    assertThat(client.command("a6", "STATUS INBOX (MESSAGES)"))
        .startsWith("* STATUS INBOX (MESSAGES 1)");
    client.send("a7 APPEND {4097+}\r\n" + more + " {1+}\r\nx");
    assertThat(client.until("a7")).singleElement().asString().startsWith("a7 BAD [TOOBIG]");
    client.send("a8 APPEND INBOX (\\*) {4097+}\r\n" + more);
    assertThat(client.until("a8")).singleElement().asString().startsWith("a8 BAD [TOOBIG]");
    client.send("a9 APPEND INBOX {1+}\r\nx (\\*) {4097+}\r\n" + more);
    assertThat(client.until("a9")).singleElement().asString().startsWith("a9 BAD [TOOBIG]");
    client.send("a10 APPEND INBOX {99999999999+}\r\n" + more);
    assertThat(client.until("a10")).singleElement().asString().startsWith("a10 BAD [TOOBIG]");
    assertThat(client.receive()).startsWith("* BYE [TOOBIG]");
  }

  @Test
  void literalPlus_isOfferedAlone() throws IOException {
    assertThat(connected(server).command("c", "CAPABILITY").get(0).toUpperCase(Locale.ROOT))
        .contains(" LITERAL+ ")
        .doesNotContain("LITERAL-");
  }
}
