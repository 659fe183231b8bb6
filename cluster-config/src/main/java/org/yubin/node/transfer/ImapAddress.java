package org.yubin.node.transfer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.node.StartFailure;

/**
 * An account on an IMAP server: {@code imaps://user@host[:port]}, or {@code imap://} (RFC 5092
 * without its paths). The user may contain {@code @} as it is.
 *
 * @param tls whether TLS begins with the connection
 */
public record ImapAddress(boolean tls, String user, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(imaps?)://(.+)@(\\[[0-9a-fA-F:.]+]|[^@:/\\[\\]]+)(?::(\\d{1,5}))?/?");

  /** Reads one; fails with a line that says what is expected. */
  public static ImapAddress parse(String text) throws StartFailure {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new StartFailure("--from: " + text + " (expected: imaps://USER@HOST[:PORT])");
    }
    boolean tls = parts.group(1).equals("imaps");
    int port = parts.group(4) == null ? (tls ? 993 : 143) : Integer.parseInt(parts.group(4));
    return new ImapAddress(
        tls,
        URLDecoder.decode(parts.group(2).replace("+", "%2B"), StandardCharsets.UTF_8),
        parts.group(3).replaceAll("[\\[\\]]", ""),
        port);
  }

  /** As people write it. */
  public String text() {
    return (tls ? "imaps://" : "imap://") + user + "@" + host + ":" + port;
  }
}
