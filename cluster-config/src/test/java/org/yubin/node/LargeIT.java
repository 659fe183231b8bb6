package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Four messages of 100 MB at once, in and out, on the launcher's heap of 512 MB: nothing is ever
 * held whole.
 */
class LargeIT {
  private static final int OCTETS = 100 * 1000 * 1000;
  private static final int CLIENTS = 4;
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}\r\n$");

  @Test
  void hugeMessages_streamInAndOut_fourAtOnce() throws Exception {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      accounts.addAll(List.of("--account", "large" + i + ":secret"));
    }
    try (DevProcess server =
        DevProcess.fresh(Path.of("target/large-it"), accounts.toArray(String[]::new))) {
      server.start();
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      try {
        List<Callable<String>> appends = new ArrayList<>();
        List<Callable<String>> fetches = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          String user = "large" + i;
          long seed = i;
          appends.add(() -> append(server.imapPort, user, seed));
          fetches.add(() -> fetch(server.imapPort, user));
        }
        List<String> sent = all(clients, appends);
        assertThat(all(clients, fetches)).isEqualTo(sent);
        assertThat(server.process().isAlive()).isTrue();
      } finally {
        clients.shutdownNow();
      }
    }
  }

  private static List<String> all(ExecutorService clients, List<Callable<String>> work)
      throws Exception {
    List<String> results = new ArrayList<>();
    for (Future<String> one : clients.invokeAll(work, 8, TimeUnit.MINUTES)) {
      results.add(one.get());
    }
    return results;
  }

  /**
   * A multipart message with one long base64-like part, made line by line; returns the digest of
   * its octets.
   */
  private static String append(int port, String user, long seed) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(240_000);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      login(in, out, user);
      say(out, "b APPEND INBOX {" + OCTETS + "}");
      assertThat(line(in)).startsWith("+");
      byte[] head =
          """
          Subject: large
          MIME-Version: 1.0
          Content-Type: multipart/mixed; boundary=b

          --b
          Content-Type: application/octet-stream
          Content-Transfer-Encoding: base64

          """
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
      write(out, digest, head);
      Random random = new Random(seed);
      int left = OCTETS - head.length - tail.length;
      byte[] line = new byte[78];
      while (left > 0) {
        random.nextBytes(line);
        for (int i = 0; i < line.length; i++) {
          line[i] = (byte) ('A' + (line[i] & 15));
        }
        line[76] = '\r';
        line[77] = '\n';
        int octets = Math.min(left, line.length);
        out.write(line, 0, octets);
        digest.update(line, 0, octets);
        left -= octets;
      }
      write(out, digest, tail);
      say(out, "");
      assertThat(tagged(in, "b")).startsWith("b OK");
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String fetch(int port, String user) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(240_000);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      login(in, out, user);
      say(out, "b SELECT INBOX");
      assertThat(tagged(in, "b")).startsWith("b OK");
      say(out, "c FETCH 1 (BODY.PEEK[])");
      Matcher literal = LITERAL.matcher(line(in));
      assertThat(literal.find()).isTrue();
      int left = Integer.parseInt(literal.group(1));
      assertThat(left).isEqualTo(OCTETS);
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int got = in.read(buffer, 0, Math.min(left, buffer.length));
        assertThat(got).isPositive();
        digest.update(buffer, 0, got);
        left -= got;
      }
      assertThat(tagged(in, "c")).startsWith("c OK");
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void login(InputStream in, OutputStream out, String user) throws IOException {
    line(in);
    say(out, "a LOGIN " + user + " secret");
    assertThat(tagged(in, "a")).startsWith("a OK");
  }

  private static void write(OutputStream out, MessageDigest digest, byte[] octets)
      throws IOException {
    out.write(octets);
    digest.update(octets);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String tagged(InputStream in, String tag) throws IOException {
    String line = line(in);
    while (!line.startsWith(tag + " ")) {
      line = line(in);
    }
    return line;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() == 0 || line.charAt(line.length() - 1) != '\n') {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed by the server after: " + line);
      }
      line.append((char) octet);
    }
    return line.toString();
  }
}
