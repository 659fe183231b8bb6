package org.yubin.frontend.imap.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.yubin.frontend.imap.session.ImapLimits;

/** Every transcript, against the server over services in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptsTest {
  private MemoryServer server;

  @BeforeAll
  void start() {
    server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    Path folder = Path.of("src/test/resources/transcripts");
    TranscriptRunner runner = new TranscriptRunner(server);
    return TranscriptRunner.in(folder).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(), () -> runner.play(file)));
  }
}
