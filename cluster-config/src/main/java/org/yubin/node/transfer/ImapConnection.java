package org.yubin.node.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.yubin.node.StartFailure;

/**
 * A connection to an IMAP server, one command at a time (RFC 3501). Messages go past the heap:
 * {@link ImapValues}. Blocks, for at most two minutes without an octet.
 */
final class ImapConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 120_000;

  private final ImapAddress address;
  private Socket socket;
  private ImapValues in;
  private OutputStream out;
  private int tags;
  private Set<String> capabilities = Set.of();

  private ImapConnection(ImapAddress address, Socket socket) throws IOException {
    this.address = address;
    this.socket = socket;
    this.in = new ImapValues(new BufferedInputStream(socket.getInputStream(), 128 * 1024));
    this.out = socket.getOutputStream();
  }

  /**
   * An untagged response.
   *
   * @param number before the word, or 0
   * @param values behind it; of a status response its text alone
   */
  record Response(long number, String word, List<Object> values) {}

  /** Takes untagged responses as they come. */
  @FunctionalInterface
  interface Listener {
    void response(Response response) throws IOException, StartFailure;
  }

  /** Connects, with TLS as asked. */
  static ImapConnection open(ImapAddress address, ImapTls tls) throws IOException, StartFailure {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      plain.setSoTimeout(READ_MILLIS);
      plain.setTcpNoDelay(true);
      if (!address.tls() && !tls.starttls() && !plain.getInetAddress().isLoopbackAddress()) {
        throw new StartFailure(
            address.text() + ": without TLS (expected: imaps://, or --starttls)");
      }
      ImapConnection connection =
          new ImapConnection(address, address.tls() ? secured(plain, address, tls) : plain);
      connection.greeted();
      if (!address.tls() && tls.starttls()) {
        connection.startTls(tls);
      }
      return connection;
    } catch (IOException | StartFailure failed) {
      plain.close();
      throw failed;
    }
  }

  private static SSLSocket secured(Socket plain, ImapAddress address, ImapTls tls)
      throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.context()
                .getSocketFactory()
                .createSocket(plain, address.host(), address.port(), true);
    if (!tls.insecure()) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    secured.startHandshake();
    return secured;
  }

  private void greeted() throws IOException, StartFailure {
    String star = in.word();
    String word = in.word().toUpperCase(Locale.ROOT);
    String text = in.line();
    if (!star.equals("*") || !(word.equals("OK") || word.equals("PREAUTH"))) {
      throw new StartFailure(address.text() + ": greets with " + word + " " + text);
    }
  }

  private void startTls(ImapTls tls) throws IOException, StartFailure {
    command("STARTTLS", response -> {});
    socket = secured(socket, address, tls);
    in = new ImapValues(new BufferedInputStream(socket.getInputStream(), 128 * 1024));
    out = socket.getOutputStream();
  }

  /** Logs in; AUTHENTICATE PLAIN (RFC 4616) where the server has it, else LOGIN. */
  void logIn(String password) throws IOException, StartFailure {
    readCapabilities();
    if (has("AUTH=PLAIN")) {
      String plain =
          Base64.getEncoder()
              .encodeToString(
                  ("\0" + address.user() + "\0" + password).getBytes(StandardCharsets.UTF_8));
      String tag = send("AUTHENTICATE PLAIN");
      if (awaitContinuation(tag, "AUTHENTICATE")) {
        write(plain + "\r\n");
        await(tag, "AUTHENTICATE", response -> {});
      }
    } else if (has("LOGINDISABLED")) {
      throw new StartFailure(address.text() + ": takes no logins (expected: TLS)");
    } else {
      command("LOGIN " + quoted(address.user()) + " " + quoted(password), response -> {});
    }
    readCapabilities();
  }

  private void readCapabilities() throws IOException, StartFailure {
    Set<String> found = new TreeSet<>();
    command(
        "CAPABILITY",
        response -> {
          if (response.word().equals("CAPABILITY")) {
            response.values().forEach(each -> found.add(each.toString().toUpperCase(Locale.ROOT)));
          }
        });
    capabilities = found;
  }

  boolean has(String capability) {
    return capabilities.contains(capability);
  }

  /** A string in a command: quoted. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Sends a command and waits for its end.
   *
   * @throws StartFailure if the server answers NO or BAD, with its text
   */
  void command(String text, Listener listener) throws IOException, StartFailure {
    String tag = send(text);
    int blank = text.indexOf(' ');
    await(tag, blank < 0 ? text : text.substring(0, blank), listener);
  }

  private String send(String text) throws IOException {
    String tag = "y" + ++tags;
    write(tag + " " + text + "\r\n");
    return tag;
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private boolean awaitContinuation(String tag, String what) throws IOException, StartFailure {
    while (true) {
      String first = in.word();
      if (first.equals("+")) {
        String unused = in.line();
        return true;
      }
      if (ended(first, tag, what, response -> {})) {
        return false;
      }
    }
  }

  private void await(String tag, String what, Listener listener) throws IOException, StartFailure {
    while (!ended(in.word(), tag, what, listener)) {}
  }

  private boolean ended(String first, String tag, String what, Listener listener)
      throws IOException, StartFailure {
    if (first.equals("*")) {
      untagged(listener);
      return false;
    }
    if (!first.equals(tag)) {
      String unused = in.line();
      return false;
    }
    String status = in.word().toUpperCase(Locale.ROOT);
    String text = in.line();
    if (!status.equals("OK")) {
      throw new StartFailure(
          "%s: %s is answered %s %s".formatted(address.text(), what, status, text));
    }
    return true;
  }

  private void untagged(Listener listener) throws IOException, StartFailure {
    String word = in.word();
    long number = 0;
    if (word.matches("\\d{1,10}")) {
      number = Long.parseLong(word);
      word = in.word();
    }
    String name = word.toUpperCase(Locale.ROOT);
    if (name.equals("BYE") && tags > 0) {
      throw new IOException("the server says BYE: " + in.line());
    }
    boolean status = Set.of("OK", "NO", "BAD", "PREAUTH").contains(name);
    listener.response(new Response(number, name, status ? List.of(in.line()) : in.values()));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
