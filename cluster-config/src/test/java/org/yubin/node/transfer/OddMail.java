package org.yubin.node.transfer;

import java.util.List;
import java.util.Random;

/** Makes messages as no one should write them, and as they are met. All lines end with CRLF. */
final class OddMail {
  private static final List<String> LINES =
      List.of(
          "",
          "",
          "From here it goes on",
          "From a@b Mon Nov 23 10:00:00 2026",
          ">From quoted",
          ">>>From quoted deeper",
          ">",
          ">Fro",
          " leading blank",
          ".",
          "\0NUL\0",
          "lone \r CR",
          "8 bit \u00e4\u00f6\u00fc\u00ff",
          "Status: no field, but text",
          "--boundary",
          "x".repeat(5_000));

  private static final List<String> FIELDS =
      List.of(
          "Subject: plain",
          "Subject: 8 bit \u00e9",
          "subject:no blank",
          "X-Empty:",
          "X-Folded: one\r\n two\r\n\tthree",
          "not a field at all",
          "Content-Type: multipart/mixed; boundary=\"boundary\"",
          "Date: yesterday");

  private OddMail() {}

  static String message(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(FIELDS.get(random.nextInt(FIELDS.size()))).append("\r\n");
    }
    text.append("\r\n");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(LINES.get(random.nextInt(LINES.size()))).append("\r\n");
    }
    if (random.nextInt(40) == 0) {
      text.append("0123456789\r\n".repeat(60_000));
    }
    return text.toString();
  }
}
