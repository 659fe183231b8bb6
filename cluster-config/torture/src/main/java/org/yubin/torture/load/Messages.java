package org.yubin.torture.load;

import java.nio.charset.StandardCharsets;

/** The messages that clients send: told apart by their marker. */
final class Messages {
  private Messages() {}

  static byte[] of(String marker) {
    return """
    From: torture@example.org
    To: all@example.org
    Subject: %s
    Message-ID: <%s@torture.example.org>
    X-Torture: %s

    %s
    """
        .formatted(marker, marker, marker, "a line of text\n".repeat(1 + marker.hashCode() % 7 & 7))
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
