package org.yubin.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.Ids;

/** An import that is killed anywhere and started again takes every message once. */
class ImportResumeTest {
  private static final int MESSAGES = 5 * Batch.MAX_MESSAGES / 2;

  @TempDir private Path folder;

  @Test
  void killedAtAnyBatch_neitherLosesNorDoubles() throws Exception {
    Path mbox = folder.resolve("box");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MESSAGES; i++) {
      text.append("From x Thu Jan  1 00:00:00 1970\nSubject: ").append(i % 7).append("\n\nx\n\n");
    }
    Files.writeString(mbox, text);
    try (MemoryAdmin admin = new MemoryAdmin(folder.resolve("data"))) {
      int run = 0;
      for (int batches = 0; batches < 3; batches++) {
        for (boolean answered : List.of(true, false)) {
          AccountRecord account = admin.account("account" + run);
          Path journal = folder.resolve(run++ + ".journal");
          AdminPort node = admin.client();
          AdminPort killed = DyingPort.atBatch(batches, answered, node);
          assertThatThrownBy(() -> take(killed, account, journal, mbox)).hasMessage("killed");
          cutShort(journal);
          take(node, account, journal, mbox);
          take(node, account, journal, mbox);
          assertThat(admin.messages(account, "INBOX").stream().map(MemoryAdmin.Kept::octets))
              .as("killed after %d batches, node answered: %s", batches, answered)
              .hasSize(MESSAGES)
              .startsWith("Subject: 0\r\n\r\nx\r\n", "Subject: 1\r\n\r\nx\r\n");
        }
      }
    }
  }

  /** The last line had not reached the disk whole. */
  private static void cutShort(Path journal) throws Exception {
    Files.writeString(journal, "{\"begin\":\"12", StandardOpenOption.APPEND);
    try (FileChannel file = FileChannel.open(journal)) {
      assertThat(file.size()).isPositive();
    }
  }

  private static void take(AdminPort node, AccountRecord account, Path journal, Path mbox)
      throws Exception {
    try (ImportJournal open = ImportJournal.open(journal)) {
      new Importer(
              node, account.name(), open, Ids.secure(), new Tally(Progress.silent()), 1_000_000)
          .run(new PathSource(mbox, "INBOX"));
    }
  }
}
