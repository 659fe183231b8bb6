package org.yubin.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One IMAP connection, used by one thread: a command is one write, its answer is read to its tagged
 * end.
 */
final class ImapConnection implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;
  private final WireReader in;
  private final Set<String> capabilities = new HashSet<>();
  private int tags;

  /** What a command was answered. */
  record Answer(String status, String text, List<Response> untagged) {
    /** How many of these, such as FETCH, came. */
    long count(String word) {
      return untagged.stream().filter(each -> each.about(word)).count();
    }
  }

  private ImapConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = new WireReader(socket.getInputStream());
  }

  /** Connects, reads the greeting, logs in, and asks for the capabilities. */
  static ImapConnection open(Target target, String user) throws IOException, WrongAnswerException {
    ImapConnection connection = connect(target);
    try {
      connection.login(user, target.password());
      return connection;
    } catch (IOException | WrongAnswerException failed) {
      connection.close();
      throw failed;
    }
  }

  static ImapConnection connect(Target target) throws IOException, WrongAnswerException {
    Socket socket = Sockets.open(target.host(), target.port(), target.tls());
    ImapConnection connection = new ImapConnection(socket);
    Response greeting = connection.in.response();
    if (!greeting.text().startsWith("* OK")) {
      connection.close();
      throw new WrongAnswerException("greeting: " + shortened(greeting.text()));
    }
    return connection;
  }

  void login(String user, String password) throws IOException, WrongAnswerException {
    ok("LOGIN " + quoted(user) + " " + quoted(password));
    for (Response response : ok("CAPABILITY").untagged()) {
      if (response.text().toUpperCase(Locale.ROOT).startsWith("* CAPABILITY ")) {
        capabilities.addAll(List.of(response.text().toUpperCase(Locale.ROOT).split(" ")));
      }
    }
  }

  /** Whether the server announced this word, in upper case, after the login. */
  boolean can(String capability) {
    return capabilities.contains(capability);
  }

  /** Sends a command, with no literal in it, and waits for its OK. */
  Answer ok(String command) throws IOException, WrongAnswerException {
    return ok(command, finish(start(command)));
  }

  /** Sends a command, with no literal in it, and waits for its end, whatever it is. */
  Answer command(String command) throws IOException {
    return finish(start(command));
  }

  private static Answer ok(String command, Answer answer) throws WrongAnswerException {
    if (!answer.status().equals("OK")) {
      throw new WrongAnswerException(shortened(command) + ": " + shortened(answer.text()));
    }
    return answer;
  }

  /** Sends a command; gives its tag. */
  String start(String command) throws IOException {
    String tag = "b" + ++tags;
    write((tag + " " + command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return tag;
  }

  /** Sends octets as they are. */
  void write(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** The next response, whatever it is. */
  Response response() throws IOException {
    return in.response();
  }

  /** Reads up to the tagged answer. */
  Answer finish(String tag) throws IOException {
    List<Response> untagged = new ArrayList<>();
    while (true) {
      Response response = in.response();
      if (response.tagged(tag)) {
        String rest = response.text().substring(tag.length() + 1);
        int end = rest.indexOf(' ');
        return new Answer(
            (end < 0 ? rest : rest.substring(0, end)).toUpperCase(Locale.ROOT), rest, untagged);
      }
      if (response.untagged()) {
        untagged.add(response);
      } else if (!response.continuation()) {
        throw new IOException("unexpected: " + shortened(response.text()));
      }
    }
  }

  /** Waits for the continuation of a command that has been started; its refusal is an error. */
  void awaitContinuation(String tag) throws IOException, WrongAnswerException {
    while (true) {
      Response response = in.response();
      if (response.continuation()) {
        return;
      }
      if (response.tagged(tag)) {
        throw new WrongAnswerException("expected +: " + shortened(response.text()));
      }
    }
  }

  /**
   * Starts an APPEND; without LITERAL+ it waits to be asked for the message.
   *
   * @param flags a list of them and a space, or nothing
   */
  String startAppend(String mailbox, String flags, byte[] message)
      throws IOException, WrongAnswerException {
    boolean atOnce = can("LITERAL+");
    String size = "{" + message.length + (atOnce ? "+}" : "}");
    String head = "APPEND " + quoted(mailbox) + " " + flags + size;
    byte[] body = new byte[message.length + 2];
    System.arraycopy(message, 0, body, 0, message.length);
    body[message.length] = '\r';
    body[message.length + 1] = '\n';
    if (!atOnce) {
      String tag = start(head);
      awaitContinuation(tag);
      write(body);
      return tag;
    }
    String tag = "b" + ++tags;
    byte[] first = (tag + " " + head + "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[first.length + body.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(body, 0, whole, first.length, body.length);
    write(whole);
    return tag;
  }

  void append(String mailbox, byte[] message) throws IOException, WrongAnswerException {
    ok("APPEND " + mailbox, finish(startAppend(mailbox, "", message)));
  }

  /** Selects; gives EXISTS. */
  long select(String mailbox) throws IOException, WrongAnswerException {
    for (Response response : ok("SELECT " + quoted(mailbox)).untagged()) {
      if (response.about("EXISTS")) {
        return response.number();
      }
    }
    throw new WrongAnswerException("SELECT " + mailbox + ": no EXISTS (expected: one)");
  }

  /** The number of messages; -1 if there is no such mailbox. */
  long messages(String mailbox) throws IOException {
    Answer answer = command("STATUS " + quoted(mailbox) + " (MESSAGES)");
    return answer.untagged().stream()
        .mapToLong(each -> each.numberBehind("MESSAGES"))
        .max()
        .orElse(-1);
  }

  /** Makes the mailbox anew. */
  void fresh(String mailbox) throws IOException, WrongAnswerException {
    command("DELETE " + quoted(mailbox));
    ok("CREATE " + quoted(mailbox));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // it was to be closed
    }
  }
}
