package org.yubin.frontend.imap.shared;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.MemoryServer;

/**
 * 2,000 sessions in twos and threes on one mailbox: no contradiction in what they are told. Others
 * are run by {@code -Dyubin.random.seed=} and {@code -Dyubin.random.shared=} (how many mailboxes).
 */
class SharedMailboxTest {
  private static final long SEED = Long.getLong("yubin.random.seed", 1);
  private static final int MAILBOXES = Integer.getInteger("yubin.random.shared", 900);
  private static final int COMMANDS = 20;

  @Test
  void sessionsOnOneMailbox_areNotToldWhatCannotBe() throws Exception {
    try (MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
        SharedLoad load = new SharedLoad(server, Duration.ofSeconds(5))) {
      load.runAll(SEED, MAILBOXES, COMMANDS, 3);
    }
  }
}
