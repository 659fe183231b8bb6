package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yubin.frontend.imap.transcript.LineClient;

/**
 * What is said, and what must be answered. Written in lines: {@code C: } says a line and CRLF,
 * {@code R: } says octets as they are written, with escapes for CR and LF, {@code S: } expects a
 * line; a star at its end stands for anything. {@code (line of 9000)} is that many octets with
 * CRLF.
 */
record Dialogue(List<String> steps) {
  /** How it is said. */
  enum Manner {
    /** Each line once all before it is answered. */
    IN_TURN,
    /** All in one packet, RFC 2920. */
    AT_ONCE,
    OCTET_BY_OCTET
  }

  static Dialogue of(String text) {
    return new Dialogue(text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  /** Greets, says it, and compares each line of the answers. */
  void run(LineClient client, Manner manner) throws IOException {
    List<String> answers = new ArrayList<>(List.of(client.receive()));
    List<String> wanted = new ArrayList<>(List.of("220 mx.example.org LMTP*"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String step : steps) {
      if (step.startsWith("S:")) {
        wanted.add(step.substring(2).strip());
        if (manner == Manner.IN_TURN) {
          answers.add(client.receive());
          compare(answers, wanted);
        }
      } else if (manner == Manner.IN_TURN) {
        client.raw(octets(step));
      } else {
        all.writeBytes(octets(step));
      }
    }
    if (manner == Manner.AT_ONCE) {
      client.raw(all.toByteArray());
    }
    if (manner == Manner.OCTET_BY_OCTET) {
      for (byte octet : all.toByteArray()) {
        client.raw(new byte[] {octet});
      }
    }
    while (answers.size() < wanted.size()) {
      answers.add(client.receive());
      compare(answers, wanted);
    }
    assertThat(client.unread()).as("octets after the last answer").isZero();
  }

  private static void compare(List<String> answers, List<String> wanted) {
    String answer = answers.get(answers.size() - 1);
    String want = wanted.get(answers.size() - 1);
    boolean same =
        want.endsWith("*")
            ? answer.startsWith(want.substring(0, want.length() - 1))
            : answer.equals(want);
    assertThat(same)
        .as("answer %d: wanted \"%s\" in%n%s", answers.size(), want, String.join("\n", answers))
        .isTrue();
  }

  private static byte[] octets(String step) {
    String text = step.substring(2).strip();
    if (text.startsWith("(line of ")) {
      int length = Integer.parseInt(text.substring(9, text.length() - 1));
      return ("x".repeat(length - 2) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
    return step.startsWith("C:")
        ? (text + "\r\n").getBytes(StandardCharsets.UTF_8)
        : text.replace("\\r", "\r")
            .replace("\\n", "\n")
            .replace("\\0", "\0")
            .replace("\\xff", "\u00ff")
            .getBytes(StandardCharsets.ISO_8859_1);
  }
}
