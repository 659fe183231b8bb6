package org.yubin.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import org.yubin.node.cli.AdminPorts;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.Ids;

/** An import that is killed anywhere and started again takes every message once. */
class ImportResumeTest {
  private static final int MESSAGES = 5 * Batch.MAX_MESSAGES / 2;

  @TempDir private Path folder;

  /** Ends the run at the so-manieth batch: before the node has it, or before its answer is told. */
  private record Killed(AdminPort node, AtomicInteger left, boolean answered) implements AdminPort {
    @Override
    public JsonNode call(String method, String path, Object body) throws StartFailure {
      return node.call(method, path, body);
    }

    @Override
    public JsonNode post(String path, UUID request, Supplier<InputStream> body)
        throws StartFailure {
      if (left.getAndDecrement() > 0) {
        return node.post(path, request, body);
      }
      if (answered) {
        JsonNode unused = node.post(path, request, body);
      }
      throw new StartFailure("killed");
    }

    @Override
    public InputStream get(String path) throws StartFailure {
      return node.get(path);
    }
  }

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
          AdminPort node = AdminPorts.of(settings(admin));
          Killed killed = new Killed(node, new AtomicInteger(batches), answered);
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

  private static NodeSettings settings(MemoryAdmin admin) throws StartFailure {
    return NodeSettings.load(
        java.util.Optional.empty(),
        java.util.Map.of(
            "yubin.data-dir", admin.dataDir.toString(), "yubin.http.port", admin.port()));
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
