package org.yubin.frontend.broken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/** Each broken input over IMAP is answered as its file says, and harms nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenInputTest {
  private final MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  private LineClient bystander;

  @BeforeAll
  void watch() throws Exception {
    bystander = selected();
  }

  @AfterAll
  void stop() throws Exception {
    bystander.close();
    server.close();
  }

  private LineClient greeted() throws Exception {
    LineClient client = new LineClient(server.address());
    client.receive();
    return client;
  }

  private LineClient selected() throws Exception {
    LineClient client = greeted();
    TranscriptServer.Login login = server.newAccount();
    client.command("in", "LOGIN " + login.name() + " " + login.password());
    client.command("in2", "SELECT INBOX");
    return client;
  }

  @TestFactory
  Stream<DynamicTest> beforeTheLogin() throws Exception {
    return tests(BrokenFile.in("login"), false);
  }

  @TestFactory
  Stream<DynamicTest> withAMailboxSelected() throws Exception {
    return tests(BrokenFile.in("selected"), true);
  }

  private Stream<DynamicTest> tests(List<BrokenFile> files, boolean inMailbox) {
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> play(file, inMailbox)));
  }

  private void play(BrokenFile file, boolean inMailbox) throws Exception {
    try (LineClient client = inMailbox ? selected() : greeted()) {
      file.play(client, "z NOOP", "z OK");
    }
    assertThat(bystander.command("b", "NOOP")).last().asString().startsWith("b OK");
  }
}
