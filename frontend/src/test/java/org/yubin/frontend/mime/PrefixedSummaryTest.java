package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.PrefixedSummary;

class PrefixedSummaryTest {
  private static final String PREFIX =
      "Return-Path: <a@example.org>\r\nDelivered-To: b@example.org\r\n";

  private static MessageSummary scan(String message) {
    MessageScanner scanner = new MessageScanner();
    scanner.update(message.getBytes(ISO_8859_1));
    return scanner.finish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: plain\r\nMessage-ID: <1@x>\r\n\r\ntext\r\nmore\r\n",
        "\r\nno header\r\n",
        "no header at all",
        "",
        "Subject: no body\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\npre\r\n--b\r\n\r\none\r\n--b\r\n"
            + "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\nContent-Type: multipart/x;"
            + " boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<b>two</b>\r\n--c--\r\n"
            + "\r\n--b--\r\nepilogue\r\n"
      })
  void summaryWithPrefix_isThatOfTheWhole(String message) {
    assertThat(PrefixedSummary.of(PREFIX.getBytes(ISO_8859_1), scan(message)))
        .isEqualTo(scan(PREFIX + message));
  }

  @Test
  void headerBeyondItsLimit_isCut() {
    String message = ("X: " + "y".repeat(70) + "\r\n").repeat(1_000) + "\r\ntext";
    assertThat(PrefixedSummary.of(PREFIX.getBytes(ISO_8859_1), scan(message)))
        .isEqualTo(scan(PREFIX + message));
  }

  @Test
  void keys_areTheSameInOneAccountOnly() {
    AccountId one = new AccountId(new UUID(1, 1));
    EmailId email = new EmailId(new UUID(2, 2));
    MessageSummary first = scan("Message-ID: <1@x>\r\n\r\n");
    MessageSummary answer = scan("Message-ID: <2@x>\r\nReferences: <1@x>\r\n\r\n");
    assertThat(MessageKeys.threadId(one, email, answer))
        .isEqualTo(MessageKeys.threadId(one, email, first))
        .isNotEqualTo(MessageKeys.threadId(new AccountId(new UUID(1, 2)), email, first));
    assertThat(MessageKeys.messageIdHash(one, answer))
        .isNotZero()
        .isNotEqualTo(MessageKeys.messageIdHash(one, first));
    assertThat(MessageKeys.messageIdHash(one, scan(""))).isZero();
    assertThat(MessageKeys.threadId(one, email, scan("")))
        .isNotEqualTo(MessageKeys.threadId(one, new EmailId(new UUID(2, 3)), scan("")));
  }
}
