package org.yubin.frontend.mime;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.yubin.frontend.fuzz.Bounds;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

/** Header values: decoding never fails, and makes no more text than there were octets. */
public final class HeaderFuzz {
  /** The octets as a header, as a value, and as an encoded parameter. */
  @FuzzTest(maxDuration = "10m")
  public void decoded(byte[] input) {
    Bounds.check(
        input,
        () -> {
          Octets octets = Octets.of(input);
          bounded(HeaderDecoder.decode(octets), input);
          HeaderDecoder.values(octets, "subject").forEach(value -> bounded(value, input));
          HeaderDecoder.parameter(List.of(new Parameter("NAME*", octets)), "name")
              .ifPresent(value -> bounded(value, input));
        });
  }

  /** No charset makes more than two characters of an octet. */
  private static void bounded(String text, byte[] input) {
    if (text.length() > 2 * input.length) {
      throw new AssertionError(input.length + " octets became " + text.length() + " characters");
    }
  }
}
