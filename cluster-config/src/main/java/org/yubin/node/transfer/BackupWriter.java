package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yubin.node.StartFailure;

/**
 * Writes the backup of an account: one file, a zstd stream with its checksum, of these lines and
 * octets. Each mailbox is as it stood at one moment.
 *
 * <pre>
 * {"yubin-backup":1,"created","account":{"name","id","enabled","credential",...},
 *  "mailboxes":[{"name","id","use"?,"subscribed",...}],"subscriptions":[]}
 * for each mailbox, INBOX first, what the node's export gives:
 *   {"mailbox":NAME,"id","uidValidity","uidNext","highestModSeq","keywords":[],"messages"}
 *   {"uid","modSeq","flags":[],"emailId","threadId","internalDate","saveDate","octets":N} N octets
 *   {"sha256":HEX}
 *   {"end":true,"messages","missing"}
 * {"yubin-backup-end":true,"mailboxes","messages"}
 * </pre>
 *
 * <p>The file appears under its name when it is whole, readable by its owner alone: it holds the
 * mail and what a password is checked against.
 */
public final class BackupWriter {
  /** The version of the format. */
  static final int VERSION = 1;

  private final AdminPort node;
  private final String account;
  private final Tally tally;

  /**
   * @param account as the API has it in paths: the name, encoded
   */
  public BackupWriter(AdminPort node, String account, Tally tally) {
    this.node = node;
    this.account = account;
    this.tally = tally;
  }

  /** Writes the file, which must not be there. */
  public void write(Path file, Instant now) throws IOException, StartFailure {
    if (Files.exists(file)) {
      throw new StartFailure(file + ": is there (expected: a name that is free)");
    }
    JsonNode tree = node.call("GET", "accounts/" + account + "/mailboxes?secrets=true", Map.of());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      try (FileChannel channel =
              FileChannel.open(
                  part,
                  EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          ZstdOutputStream out =
              new ZstdOutputStream(
                      new BufferedOutputStream(Channels.newOutputStream(channel), 256 * 1024))
                  .setChecksum(true)) {
        all(tree, now, out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void all(JsonNode tree, Instant now, OutputStream out) throws IOException, StartFailure {
    ObjectNode head = JsonNodeFactory.instance.objectNode().put("yubin-backup", VERSION);
    head.put("created", now.toString());
    head.set("account", tree.path("account"));
    head.set("mailboxes", tree.path("mailboxes"));
    head.set("subscriptions", tree.path("subscriptions"));
    line(head, out);
    long messages = 0;
    List<String> names = inboxFirst(tree);
    for (String name : names) {
      messages += mailbox(name, out);
    }
    line(
        JsonNodeFactory.instance
            .objectNode()
            .put("yubin-backup-end", true)
            .put("mailboxes", names.size())
            .put("messages", messages),
        out);
  }

  private static List<String> inboxFirst(JsonNode tree) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : tree.path("mailboxes")) {
      if (each.has("id")) {
        String name = each.path("name").asText();
        names.add(name.equals("INBOX") ? 0 : names.size(), name);
      }
    }
    return names;
  }

  private long mailbox(String name, OutputStream out) throws IOException, StartFailure {
    String path = "accounts/" + account + "/messages?mailbox=" + ApiPaths.segment(name);
    long messages = 0;
    try (FrameStream frames = new FrameStream(new TeeInputStream(node.get(path), out))) {
      boolean ended = false;
      for (Optional<JsonNode> frame = frames.line(); frame.isPresent(); frame = frames.line()) {
        JsonNode told = frame.get();
        ended = told.has("end");
        if (told.has("octets")) {
          frames.octets(told);
          messages++;
          tally.taken(name, 1, told.path("octets").asLong());
        } else if (told.path("missing").asBoolean()) {
          tally.refused(name + " UID " + told.path("uid").asLong(), "content not stored");
        }
      }
      if (!ended) {
        throw new StartFailure(name + ": the node broke off; its log says why");
      }
    }
    return messages;
  }

  private static void line(ObjectNode line, OutputStream out) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
