package org.yubin.node.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yubin.node.StartFailure;

/**
 * What the runs of an import have taken from one source, so that a run that was killed anywhere is
 * taken up by the next one, and no message is lost or doubled. A line is on the disk before a batch
 * is sent, another after the node has it. A batch with the first line alone may or may not have
 * come through: it is sent again as it was, and the node knows it.
 *
 * <p>The lines are JSON: {@code {"begin":UUID,"mailbox","keys":[],"emails":[]}}, then {@code
 * {"done":UUID}}, or {@code {"void":UUID}} if the node refused the batch; {@code
 * {"generation":TEXT,"mailbox"}} says what the keys of a mailbox rest on, such as UIDVALIDITY. The
 * end of a line that was cut off does not count.
 */
public final class ImportJournal implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final FileChannel file;
  private final Set<String> taken = new HashSet<>();
  private final Map<UUID, Sent> open = new LinkedHashMap<>();
  private final Map<String, String> generations = new HashMap<>();

  /** A batch that was sent, or was about to be; keys and email ids are of one length. */
  record Sent(UUID id, String mailbox, List<String> keys, List<String> emails) {
    Sent {
      keys = List.copyOf(keys);
      emails = List.copyOf(emails);
    }
  }

  private ImportJournal(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens or begins the journal of a source.
   *
   * @throws StartFailure if another import has it open, or it cannot be read or written
   */
  public static ImportJournal open(Path path) throws StartFailure {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(path, file);
      ImportJournal journal = new ImportJournal(file);
      journal.load(path);
      return journal;
    } catch (IOException failed) {
      throw new StartFailure(path + ": " + failed + " (expected: a file to write to)", failed);
    }
  }

  @SuppressWarnings("resource") // held until the channel is closed
  private static void lock(Path path, FileChannel file) throws IOException, StartFailure {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException here) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new StartFailure(path + ": another import of this source runs");
    }
  }

  private void load(Path path) throws IOException {
    byte[] all = Files.readAllBytes(path);
    int at = 0;
    for (int end = at; end < all.length; end++) {
      if (all[end] == '\n') {
        line(new String(all, at, end - at, StandardCharsets.UTF_8));
        at = end + 1;
      }
    }
    file.truncate(at);
    file.position(at);
  }

  private void line(String text) throws JsonProcessingException {
    JsonNode line = json.readTree(text);
    if (line.has("begin")) {
      Sent sent =
          new Sent(
              UUID.fromString(line.get("begin").asText()),
              line.get("mailbox").asText(),
              texts(line.get("keys")),
              texts(line.get("emails")));
      open.put(sent.id(), sent);
    } else if (line.has("done")) {
      close(UUID.fromString(line.get("done").asText()), true);
    } else if (line.has("void")) {
      close(UUID.fromString(line.get("void").asText()), false);
    } else if (line.has("generation")) {
      generations.put(line.get("mailbox").asText(), line.get("generation").asText());
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private void close(UUID id, boolean done) {
    Sent sent = open.remove(id);
    if (sent != null && done) {
      sent.keys().forEach(key -> taken.add(sent.mailbox() + "\n" + key));
    }
  }

  /** Whether the node has this message. */
  boolean has(String mailbox, String key) {
    return taken.contains(mailbox + "\n" + key);
  }

  /** Whether the keys of a mailbox rest on this, now and in earlier runs. */
  boolean generation(String mailbox, String generation) throws IOException {
    String before = generations.putIfAbsent(mailbox, generation);
    if (before == null) {
      write(json.createObjectNode().put("generation", generation).put("mailbox", mailbox), true);
    }
    return before == null || before.equals(generation);
  }

  /** Batches of which it is not known whether they came through. */
  List<Sent> inDoubt() {
    return List.copyOf(open.values());
  }

  /** On the disk when this returns. */
  void begin(Sent sent) throws IOException {
    open.put(sent.id(), sent);
    ObjectNode line =
        json.createObjectNode().put("begin", sent.id().toString()).put("mailbox", sent.mailbox());
    sent.keys().forEach(line.putArray("keys")::add);
    sent.emails().forEach(line.putArray("emails")::add);
    write(line, true);
  }

  void done(UUID id) throws IOException {
    write(json.createObjectNode().put("done", id.toString()), false);
    close(id, true);
  }

  void refused(UUID id) throws IOException {
    write(json.createObjectNode().put("void", id.toString()), false);
    close(id, false);
  }

  private void write(ObjectNode line, boolean sync) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (octets.hasRemaining()) {
      file.write(octets);
    }
    if (sync) {
      file.force(false);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
