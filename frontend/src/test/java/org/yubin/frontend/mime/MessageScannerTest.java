package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

class MessageScannerTest {
  private static MessageSummary checked(String message) {
    MessageSummary summary = Summaries.scan(message);
    Summaries.checkInvariants(summary, message.getBytes(ISO_8859_1));
    return summary;
  }

  private static BodyPart only(BodyPart part) {
    assertThat(part.children()).hasSize(1);
    return part.children().get(0);
  }

  @Test
  void partsTooDeep_areOctetStream() {
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      message.append(
          "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
    }
    BodyPart part = checked(message + "\r\ntext\r\n").body();
    int depth = 1;
    while (part instanceof BodyPart.Multipart) {
      part = only(part);
      depth++;
    }
    assertThat(depth).isEqualTo(PartTree.MAX_DEPTH);
    assertThat(part.content().is("APPLICATION", "OCTET-STREAM")).isTrue();
    assertThat(part.extent().end()).isEqualTo(message.length() + 8);
  }

  @Test
  void messagesTooDeep_areOctetStream() {
    BodyPart part = checked("Content-Type: message/rfc822\r\n\r\n".repeat(5000)).body();
    int depth = 1;
    while (part instanceof BodyPart.Message) {
      part = only(part);
      depth++;
    }
    assertThat(depth).isEqualTo(PartTree.MAX_DEPTH);
    assertThat(part.content().is("APPLICATION", "OCTET-STREAM")).isTrue();
  }

  @Test
  void tooManyParts_endInOneThatHoldsTheRest() {
    String head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    String message = head + "--b\r\n\r\nx\r\n".repeat(12_000) + "--b--\r\n";
    BodyPart.Multipart root = (BodyPart.Multipart) checked(message).body();
    assertThat(root.parts()).hasSize(PartTree.MAX_PARTS - 1);
    assertThat(root.parts().get(PartTree.MAX_PARTS - 2).extent().end()).isEqualTo(message.length());
  }

  @Test
  void nestedHeadersBeyondTheBound_openNoMoreParts() {
    String part = "--b\r\nContent-Description: " + "d".repeat(60_000) + "\r\n\r\nx\r\n";
    String message =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(100) + "--b--\r\n";
    BodyPart.Multipart root = (BodyPart.Multipart) checked(message).body();
    assertThat(root.parts()).hasSize(PartTree.MAX_KEPT_OCTETS / 60_000 + 1);
  }

  @Test
  void longHeader_isKeptInPartAndReadToItsEnd() {
    String received = "Received: " + "r".repeat(70) + "\r\n";
    String header = received.repeat(1000) + "Subject: late\r\nContent-Type: text/html\r\n\r\n";
    MessageSummary summary = checked(header + "body");
    assertThat(summary.headerTruncated()).isTrue();
    assertThat(summary.header().length()).isEqualTo(MessageSummary.MAX_HEADER_OCTETS);
    assertThat(summary.body().extent().headerOctets()).isEqualTo(header.length());
    assertThat(summary.envelope().subject()).contains(Octets.latin1("late"));
    assertThat(summary.body().content().is("TEXT", "HTML")).isTrue();
  }

  @Test
  void millionEmptyRecipientFields_keepFew() {
    MessageSummary summary = checked("To:\r\n".repeat(1_000_000) + "Subject: last\r\n\r\n");
    assertThat(summary.envelope().to()).isEmpty();
    assertThat(summary.envelope().subject()).isEmpty();
  }

  @Test
  void millionFields_areReadToTheLast() {
    MessageSummary summary = checked("X-Odd: 1\r\n".repeat(1_000_000) + "Subject: last\r\n\r\n");
    assertThat(summary.envelope().subject()).contains(Octets.latin1("last"));
    assertThat(summary.header().length()).isEqualTo(MessageSummary.MAX_HEADER_OCTETS);
  }

  @Test
  void longField_endsAtItsLastWholeAddress() {
    String message = "To: " + "someone@example.org,\r\n ".repeat(5000) + "\r\n\r\n";
    MessageSummary summary = checked(message);
    assertThat(summary.envelope().to())
        .hasSizeBetween(2900, AddressParser.MAX_ADDRESSES)
        .allMatch(a -> a.host().filter(Octets.latin1("example.org")::equals).isPresent());
  }

  @Test
  void lineWithoutEnd_costsNoMemory() {
    MessageScanner scanner = new MessageScanner();
    scanner.update("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n-".getBytes(ISO_8859_1));
    byte[] chunk = "-x".repeat(32 * 1024).getBytes(ISO_8859_1);
    for (int i = 0; i < 1024; i++) {
      scanner.update(chunk);
    }
    scanner.update("\n--b--\n".getBytes(ISO_8859_1));
    BodyPart part = only(scanner.finish().body());
    assertThat(part.extent().bodyOctets()).isEqualTo(1 + 1024L * chunk.length);
    assertThat(part.extent().lines()).isZero();
  }

  @Test
  void carriageReturnsAlone_areLineEnds() {
    assertThat(checked("A: b\r\n\r\n" + "\r".repeat(5000)).body().extent().lines()).isEqualTo(5000);
    assertThat(checked("A: b\r\n\r\n" + "\r".repeat(5000) + "\n").body().extent().lines())
        .isEqualTo(1);
  }

  /** Printed, not asserted tightly: the build machine may be busy. */
  @Test
  void multipartMail_isScannedFast() {
    byte[] message = megabytesOfMail(24);
    double best = 0;
    for (int i = 0; i < 12; i++) {
      MessageScanner scanner = new MessageScanner();
      long started = System.nanoTime();
      for (int at = 0; at < message.length; at += 16 * 1024) {
        scanner.update(message, at, Math.min(16 * 1024, message.length - at));
      }
      assertThat(scanner.finish().sizeOctets()).isEqualTo(message.length);
      best = Math.max(best, message.length * 1e3 / (System.nanoTime() - started));
    }
    System.out.printf("scanned %d octets, best of 12: %.0f MB/s%n", message.length, best);
    assertThat(best).as("MB/s").isGreaterThan(15);
  }

  private static byte[] megabytesOfMail(int megabytes) {
    byte[] attachment = new byte[750_000];
    new Random(3).nextBytes(attachment);
    String part =
        "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(attachment)
            + "\r\n";
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < megabytes; i++) {
      parts.add(part);
    }
    return ("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String.join("", parts))
        .getBytes(ISO_8859_1);
  }
}
