package org.yubin.frontend.imap.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yubin.frontend.fuzz.Bounds;

/**
 * Mailbox names: what is understood is written in printable ASCII, and read again as the same name
 * (RFC 3501 §5.1.3).
 */
public final class MailboxNamesFuzz {
  /** The octets as a name on the wire, and as a name inside. */
  @FuzzTest(maxDuration = "10m")
  public void readAndWritten(byte[] input) {
    Bounds.check(
        input,
        () -> {
          MailboxNames.decode(input).ifPresent(MailboxNamesFuzz::written);
          String inside = new String(input, StandardCharsets.UTF_16BE);
          MailboxNames.decode(MailboxNames.encode(inside).getBytes(StandardCharsets.US_ASCII))
              .ifPresent(MailboxNamesFuzz::written);
        });
  }

  private static void written(String name) {
    String wire = MailboxNames.encode(name);
    if (!wire.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
      throw new AssertionError("not printable ASCII: " + wire);
    }
    Optional<String> again = MailboxNames.decode(wire.getBytes(StandardCharsets.US_ASCII));
    if (!again.equals(Optional.of(name))) {
      throw new AssertionError(wire + ": " + again + " (expected: " + name + ")");
    }
  }
}
