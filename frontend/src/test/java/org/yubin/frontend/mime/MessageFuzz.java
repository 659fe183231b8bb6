package org.yubin.frontend.mime;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.yubin.frontend.fuzz.Bounds;
import org.yubin.persistence.summary.MessageSummary;

/** Any octets are a message, and it is the same message in whatever pieces it comes. */
public final class MessageFuzz {
  /** The first octet says where the rest is cut in two. */
  @FuzzTest(maxDuration = "10m")
  public void scanned(byte[] input) {
    Bounds.check(input, () -> check(input));
  }

  private static void check(byte[] input) {
    int from = Math.min(1, input.length);
    byte[] message = java.util.Arrays.copyOfRange(input, from, input.length);
    MessageSummary summary = Summaries.scan(message);
    Summaries.checkInvariants(summary, message);
    int cut = message.length == 0 ? 0 : (input[0] & 0xff) % message.length;
    MessageScanner pieces = new MessageScanner();
    pieces.update(message, 0, cut);
    pieces.update(message, cut, message.length - cut);
    if (!pieces.finish().equals(summary)) {
      throw new AssertionError("differs when cut at " + cut);
    }
    HeaderSelection.allBut(List.of("from")).from(summary.header().toByteArray());
  }
}
