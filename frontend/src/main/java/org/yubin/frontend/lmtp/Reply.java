package org.yubin.frontend.lmtp;

import java.util.List;

/**
 * A reply (RFC 5321 §4.2): code and lines of text. The enhanced code (RFC 2034 §4) stands in the
 * text.
 *
 * @param code 220 to 599
 * @param lines at least one
 */
record Reply(int code, List<String> lines) {
  static Reply of(int code, String text) {
    return new Reply(code, List.of(text));
  }

  /** With an enhanced status code, as all but greetings and the answer to LHLO have it. */
  static Reply of(int code, String enhanced, String text) {
    return new Reply(code, List.of(enhanced + " " + text));
  }

  boolean refuses() {
    return code >= 400;
  }

  /** As it goes over the wire. */
  String wire() {
    StringBuilder wire = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      wire.append(code)
          .append(i < lines.size() - 1 ? '-' : ' ')
          .append(lines.get(i))
          .append("\r\n");
    }
    return wire.toString();
  }
}
