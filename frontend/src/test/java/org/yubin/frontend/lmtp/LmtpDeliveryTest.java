package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.message.MessageRow;

/** What becomes of the messages that come over a socket. */
class LmtpDeliveryTest {
  private static final String PREFIX =
      "Return-Path: <ann@example.com>\r\nDelivered-To: bob@example.org\r\n";

  private final LmtpNode node =
      new LmtpNode(
          new LmtpLimits(
              1_000, 1_000_000, 100, 40, Duration.ofMinutes(1), Duration.ofSeconds(5), 4));
  private final AccountRecord bob = node.account("bob", "bob", "j\u00fcrgen");

  @AfterEach
  void stop() {
    node.close();
  }

  /** What is sent after DATA or in a chunk, and what is kept of it. */
  @ParameterizedTest
  @CsvSource({
    "'A: b\\r\\n\\r\\n..\\r\\n...x\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\n.\\r\\n..x\\r\\n'",
    "'A: b\\n\\nx\\ny\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\nx\\r\\ny\\r\\n'",
    "'A: b\\r\\n\\r\\nx\\n.\\ny\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\nx\\r\\n.\\r\\ny\\r\\n'",
    "'A: b\\r\\n\\r\\nx\\n.\\r\\ny\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\nx\\r\\n.\\r\\ny\\r\\n'",
    "'A: b\\r\\n\\r\\nx\\r\\n.\\ny\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\nx\\r\\n\\r\\ny\\r\\n'",
    "'A: b\\r\\n\\r\\nx\\r.\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\nx\\r.\\r\\n'",
    "'A: b\\r\\n\\r\\nx\\r\\n.\\r.\\r\\n.\\r\\n', 'A: b\\r\\n\\r\\nx\\r\\n\\r.\\r\\n'",
    "'A: \\xe9\\xff\\0\\r\\n\\r\\n\\x80\\r\\n.\\r\\n', 'A: \\xe9\\xff\\0\\r\\n\\r\\n\\x80\\r\\n'",
    "'.\\r\\n', ''",
  })
  void data_isKeptAsItIsMeant(String sent, String kept) throws IOException {
    for (boolean inOne : List.of(true, false)) {
      try (LineClient client = node.client()) {
        begin(client, "<bob@example.org>");
        client.send("DATA");
        assertThat(client.receive()).startsWith("354 ");
        byte[] octets = octets(sent + "NOOP\\r\\n");
        if (inOne) {
          client.raw(octets);
        } else {
          for (byte octet : octets) {
            client.raw(new byte[] {octet});
          }
        }
        assertThat(client.receive()).startsWith("250 2.1.5");
        assertThat(client.receive()).startsWith("250 2.0.0");
      }
    }
    String whole = PREFIX + text(octets(kept));
    assertThat(node.messages(bob, "INBOX")).containsExactly(whole, whole);
  }

  @Test
  void largeMessages_comeWhole_howeverTheyAreSent() throws IOException {
    long seed = 20_330;
    Random random = new Random(seed);
    StringBuilder large = new StringBuilder("Subject: large\r\n\r\n");
    while (large.length() < 500_000) {
      large.append(".".repeat(random.nextInt(3))).append("x".repeat(random.nextInt(200)));
      large.append("\r\n");
    }
    String message = large.toString();
    try (LineClient client = node.client()) {
      begin(client, "<bob@example.org>");
      client.send("DATA");
      client.receive();
      client.raw(ascii(message.replaceAll("(?m)^\\.", "..") + ".\r\n"));
      assertThat(client.receive()).startsWith("250 2.1.5");
      mail(client, "<bob@example.org>");
      for (int at = 0; at < message.length(); ) {
        int end = Math.min(message.length(), at + 1 + random.nextInt(150_000));
        boolean last = end == message.length();
        client.raw(ascii("BDAT " + (end - at) + (last ? " LAST" : "") + "\r\n"));
        client.raw(ascii(message.substring(at, end)));
        assertThat(client.receive()).startsWith("250 2." + (last ? "1.5" : "0.0"));
        at = end;
      }
    }
    assertThat(node.messages(bob, "INBOX"))
        .as("seed %d", seed)
        .containsExactly(PREFIX + message, PREFIX + message);
  }

  @ParameterizedTest
  @CsvSource({
    "<bob@example.org>, INBOX, bob@example.org",
    "<bob+Trash@example.org>, Trash, bob+Trash@example.org",
    "<bob+nowhere@example.org>, INBOX, bob+nowhere@example.org",
    "<bob+@example.org>, INBOX, bob+@example.org",
    "<\"bob+no where\"@example.org>, INBOX, '\"bob+no where\"@example.org'",
    "<\"bob+a\\\"b\"@example.org>, INBOX, '\"bob+a\\\"b\"@example.org'",
  })
  void detail_namesAMailbox(String path, String mailbox, String deliveredTo) throws IOException {
    assertThat(send(path)).containsExactly("250 2.1.5 Delivered");
    assertThat(node.messages(bob, mailbox))
        .containsExactly(
            "Return-Path: <ann@example.com>\r\nDelivered-To: "
                + deliveredTo
                + "\r\nSubject: x\r\n\r\ny\r\n");
    MessageRecord record = node.records(bob, mailbox).get(0);
    assertThat(record.sizeOctets()).isEqualTo(node.messages(bob, mailbox).get(0).length());
  }

  @Test
  void nullSender_makesAnEmptyReturnPath() throws IOException {
    try (LineClient client = node.client()) {
      greet(client);
      client.raw(ascii("MAIL FROM:<>\r\nRCPT TO:<bob@example.org>\r\nBDAT 2 LAST\r\nx\nQUIT\r\n"));
      while (!client.receive().startsWith("221 ")) {}
    }
    assertThat(node.messages(bob, "INBOX"))
        .containsExactly("Return-Path: <>\r\nDelivered-To: bob@example.org\r\nx\r\n");
  }

  @Test
  void internationalAddresses_areWrittenInUtf8() throws IOException {
    try (LineClient client = node.client()) {
      greet(client);
      client.send("MAIL FROM:<\u90f5@example.com> SMTPUTF8 BODY=8BITMIME");
      client.send("RCPT TO:<j\u00fcrgen@example.org>");
      client.raw(ascii("BDAT 2 LAST\r\nx\nQUIT\r\n"));
      while (!client.receive().startsWith("221 ")) {}
    }
    String message = node.messages(bob, "INBOX").get(0);
    assertThat(new String(message.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .isEqualTo(
            "Return-Path: <\u90f5@example.com>\r\nDelivered-To: j\u00fcrgen@example.org\r\nx\r\n");
  }

  @Test
  void alias_deliversToEachTarget_ofOneBody() throws IOException {
    AccountRecord eve = node.account("eve", "eve");
    LmtpNode.join(node.directory().addAlias("team@example.org", List.of(bob.id(), eve.id())));
    assertThat(send("<team@example.org>")).containsExactly("250 2.1.5 Delivered");
    for (AccountRecord each : List.of(bob, eve)) {
      assertThat(node.messages(each, "INBOX"))
          .singleElement()
          .asString()
          .contains("Delivered-To: team@example.org\r\nSubject: x");
    }
    assertThat(node.bodies().opened).containsExactly(true);
  }

  @Test
  void twentyRecipients_shareOneBody_eachWithItsOwnPrefix() throws IOException {
    List<AccountRecord> accounts = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      accounts.add(node.account("user" + i, "user" + i));
      paths.add("<user" + i + "@example.org>");
    }
    assertThat(send(paths.toArray(String[]::new))).hasSize(20).containsOnly("250 2.1.5 Delivered");
    assertThat(node.bodies().opened).containsExactly(true);
    MessageRow first = node.rows(accounts.get(0), "INBOX").get(0);
    for (int i = 0; i < 20; i++) {
      MessageRow row = node.rows(accounts.get(i), "INBOX").get(0);
      assertThat(row.body()).isSameAs(first.body());
      assertThat(text(row.prefix()))
          .isEqualTo(
              "Return-Path: <ann@example.com>\r\nDelivered-To: user" + i + "@example.org\r\n");
    }
  }

  @Test
  void oneRecipient_needsNoSharedBody() throws IOException {
    send("<bob@example.org>");
    assertThat(node.bodies().opened).containsExactly(false);
    assertThat(node.bodies().discarded).hasValue(0);
  }

  private enum Failing {
    WRITE,
    FINISH,
    ROW
  }

  @ParameterizedTest
  @ValueSource(strings = {"WRITE", "FINISH", "ROW"})
  void storeThatFails_isToldForEachRecipient_andTheSessionGoesOn(String where) throws IOException {
    node.account("eve", "eve");
    fail(Failing.valueOf(where), true);
    try (LineClient client = node.client()) {
      greet(client);
      assertThat(transaction(client, "<bob@example.org>", "<eve@example.org>"))
          .containsExactly("451 4.3.0 Not now; try again", "451 4.3.0 Not now; try again");
      fail(Failing.valueOf(where), false);
      assertThat(transaction(client, "<bob@example.org>")).containsExactly("250 2.1.5 Delivered");
    }
    assertThat(node.messages(bob, "INBOX")).hasSize(1);
    assertThat(node.bodies().discarded.get())
        .as("bodies given up at %s", where.toLowerCase(Locale.ROOT))
        .isEqualTo(where.equals("ROW") ? 0 : 1);
  }

  private void fail(Failing where, boolean fails) {
    switch (where) {
      case WRITE -> node.bodies().failsToWrite = fails;
      case FINISH -> node.bodies().failsToFinish = fails;
      case ROW -> node.node().messages().full = fails;
    }
  }

  @Test
  void directoryThatFails_isToldAtRcpt() throws IOException {
    try (LineClient client = node.client()) {
      greet(client);
      client.send("MAIL FROM:<ann@example.com>");
      client.receive();
      node.directory().down = true;
      client.send("RCPT TO:<bob@example.org>");
      assertThat(client.receive()).startsWith("451 4.3.0");
      node.directory().down = false;
      client.send("RCPT TO:<bob@example.org>");
      assertThat(client.receive()).startsWith("250 2.1.5");
    }
  }

  /** What the client says before it is lost, or starts afresh. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATA\\r\\nSubject: x\\r\\n\\r\\ny\\r\\n",
        "DATA\\r\\nSubject: x\\r\\n\\r\\ny\\r\\n.",
        "DATA\\r\\nSubject: x\\r\\n\\r\\ny\\r\\n.\\r",
        "BDAT 3\\r\\nx\\r\\n",
        "BDAT 9 LAST\\r\\nx\\r\\n",
        "BDAT 3\\r\\nx\\r\\nRSET\\r\\n",
        "BDAT 3\\r\\nx\\r\\nLHLO x\\r\\n",
        "BDAT 3\\r\\nx\\r\\nQUIT\\r\\n",
      })
  void messageThatBreaksOff_isDeliveredToNobody(String said) throws IOException {
    try (LineClient client = node.client()) {
      begin(client, "<bob@example.org>");
      client.raw(octets(said));
      await().untilAsserted(() -> assertThat(node.bodies().opened).hasSize(1));
      client.socket().shutdownOutput();
      while (!client.receive().equals(LineClient.CLOSED)) {}
    }
    await().untilAsserted(() -> assertThat(node.bodies().discarded).hasValue(1));
    assertThat(node.messages(bob, "INBOX")).isEmpty();
  }

  private static void greet(LineClient client) throws IOException {
    assertThat(client.receive()).startsWith("220 ");
    client.send("LHLO x");
    while (client.receive().startsWith("250-")) {}
  }

  private static void mail(LineClient client, String... paths) throws IOException {
    client.send("MAIL FROM:<ann@example.com>");
    assertThat(client.receive()).startsWith("250 2.1.0");
    for (String path : paths) {
      client.send("RCPT TO:" + path);
      assertThat(client.receive()).startsWith("250 2.1.5");
    }
  }

  private static void begin(LineClient client, String... paths) throws IOException {
    greet(client);
    mail(client, paths);
  }

  private static List<String> transaction(LineClient client, String... paths) throws IOException {
    mail(client, paths);
    client.send("DATA");
    assertThat(client.receive()).startsWith("354 ");
    client.raw(ascii("Subject: x\r\n\r\ny\r\n.\r\n"));
    List<String> answers = new ArrayList<>();
    for (String unused : paths) {
      answers.add(client.receive());
    }
    return answers;
  }

  private List<String> send(String... paths) throws IOException {
    try (LineClient client = node.client()) {
      greet(client);
      return transaction(client, paths);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] octets(String escaped) {
    return escaped
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .replace("\\xe9", "\u00e9")
        .replace("\\xff", "\u00ff")
        .replace("\\x80", "\u0080")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
