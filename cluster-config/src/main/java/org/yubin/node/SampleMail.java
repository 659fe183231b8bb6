package org.yubin.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A few messages for the demo accounts, delivered over LMTP like any other mail. */
final class SampleMail {
  private static final int TIMEOUT_MILLIS = 20_000;

  private SampleMail() {}

  /**
   * Delivers the samples.
   *
   * @param accounts recipients, each gets all of them
   * @throws StartFailure if the node does not take them
   */
  static void deliver(InetSocketAddress lmtp, List<String> accounts, ZonedDateTime now)
      throws StartFailure {
    try (Socket socket = new Socket()) {
      socket.connect(lmtp, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      expect(in, "220");
      say(out, "LHLO localhost");
      expect(in, "250");
      for (String message : messages(now.withZoneSameInstant(ZoneOffset.UTC))) {
        say(out, "MAIL FROM:<yubin@localhost>");
        expect(in, "250");
        for (String account : accounts) {
          say(out, "RCPT TO:<" + account + ">");
          expect(in, "250");
        }
        say(out, "DATA");
        expect(in, "354");
        out.write((message.replace("\n", "\r\n") + ".\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        for (int answers = 0; answers < accounts.size(); answers++) {
          expect(in, "250");
        }
      }
      say(out, "QUIT");
      expect(in, "221");
    } catch (IOException | UncheckedIOException failed) {
      throw new StartFailure("sample mail: " + failed.getMessage(), failed);
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void expect(BufferedReader in, String code) throws IOException {
    String line;
    do {
      line = in.readLine();
      if (line == null || !line.startsWith(code)) {
        throw new IOException("LMTP answered: " + line + " (expected: " + code + ")");
      }
    } while (line.startsWith(code + "-"));
  }

  private static List<String> messages(ZonedDateTime now) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now);
    return List.of(
        """
        From: Yubin <yubin@localhost>
        To: You <you@localhost>
        Subject: Welcome to Yubin
        Date: %s
        Message-ID: <welcome@yubin.localhost>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        This message came in over LMTP, stands in Cassandra, and is owned by one
        sharded, event-sourced actor. Kill anything you like: it stays.

        \u90f5\u4fbf means mail.
        """
            .formatted(date),
        """
        From: Yubin <yubin@localhost>
        To: You <you@localhost>
        Subject: A message with parts
        Date: %s
        Message-ID: <parts@yubin.localhost>
        References: <welcome@yubin.localhost>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="part"

        --part
        Content-Type: multipart/alternative; boundary="either"

        --either
        Content-Type: text/plain; charset=us-ascii

        The same text twice, and an attachment.
        --either
        Content-Type: text/html; charset=us-ascii

        <p>The same text <b>twice</b>, and an attachment.</p>
        --either--
        --part
        Content-Type: application/octet-stream; name="hello.bin"
        Content-Disposition: attachment; filename="hello.bin"
        Content-Transfer-Encoding: base64

        aGVsbG8=
        --part--
        """
            .formatted(date),
        """
        From: =?UTF-8?Q?J=C3=B6rg_=C3=87elik?= <joerg@localhost>
        To: You <you@localhost>
        Subject: =?UTF-8?B?5pel5pys6Kqe44Gu5Lu25ZCN?=
        Date: %s
        Message-ID: <encoded@yubin.localhost>

        Encoded words stand in this message's header.
        """
            .formatted(date));
  }
}
