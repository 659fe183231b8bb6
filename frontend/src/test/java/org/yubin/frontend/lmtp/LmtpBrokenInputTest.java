package org.yubin.frontend.lmtp;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.yubin.frontend.broken.BrokenFile;
import org.yubin.frontend.imap.transcript.LineClient;

/** Each broken input over LMTP is answered as its file says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LmtpBrokenInputTest {
  private final LmtpNode node = new LmtpNode(LmtpLimits.defaults());

  @AfterAll
  void stop() {
    node.close();
  }

  @TestFactory
  Stream<DynamicTest> brokenInput() throws Exception {
    return BrokenFile.in("lmtp").stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> play(file)));
  }

  private void play(BrokenFile file) throws Exception {
    try (LineClient client = node.client()) {
      client.receive();
      file.play(client, "NOOP", "250 ");
    }
  }
}
