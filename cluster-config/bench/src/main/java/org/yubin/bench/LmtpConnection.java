package org.yubin.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One LMTP connection (RFC 2033); used by one thread. */
final class LmtpConnection implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;
  private final WireReader in;

  private LmtpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = new WireReader(socket.getInputStream());
  }

  static LmtpConnection open(String host, int port) throws IOException, WrongAnswerException {
    LmtpConnection connection = new LmtpConnection(Sockets.open(host, port, false));
    connection.expect("220");
    connection.say("LHLO bench.example.org\r\n", "250");
    return connection;
  }

  /** Delivers a message whose lines end in CRLF to one recipient. */
  void deliver(String from, String to, byte[] message) throws IOException, WrongAnswerException {
    say("MAIL FROM:<" + from + ">\r\n", "250");
    say("RCPT TO:<" + to + ">\r\n", "250");
    say("DATA\r\n", "354");
    // No line of ours begins with a dot (BenchMessages): nothing is to be stuffed.
    byte[] end = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] data = new byte[message.length + end.length];
    System.arraycopy(message, 0, data, 0, message.length);
    System.arraycopy(end, 0, data, message.length, end.length);
    out.write(data);
    out.flush();
    expect("250");
  }

  private void say(String line, String code) throws IOException, WrongAnswerException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
    expect(code);
  }

  private void expect(String code) throws IOException, WrongAnswerException {
    String line = in.line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = in.line();
    }
    if (!line.startsWith(code)) {
      throw new WrongAnswerException("LMTP: " + line + " (expected: " + code + ")");
    }
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
