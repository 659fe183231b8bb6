package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yubin.node.StartFailure;
import org.yubin.persistence.id.IdSource;

/**
 * Puts a backup back as a new account. The whole file is checked before anything is done. Run again
 * after it was killed, it goes on where it had come to.
 */
public final class Restorer implements BackupReader.Visitor {
  /** Names of one request, which takes 64 KiB. */
  private static final int SUBSCRIPTIONS = 50;

  private final AdminPort node;
  private final String name;
  private final Optional<String> password;
  private final Optional<Long> newUidValidity;
  private final IdSource ids;
  private final Tally tally;
  private final Map<String, String> uses = new HashMap<>();
  private final List<Frames.Frame> batch = new ArrayList<>();
  private final List<Spooled> spooled = new ArrayList<>();
  private long batchOctets;
  private JsonNode backup = JsonNodeFactory.instance.objectNode();
  private ObjectNode mailbox = JsonNodeFactory.instance.objectNode();
  private long from;
  private String account = "";

  /**
   * @param name of the account that is made
   * @param password it gets; absent: the one it had
   * @param newUidValidity if given, mailboxes get it instead of their own, so that clients read
   *     them anew
   */
  public Restorer(
      AdminPort node,
      String name,
      Optional<String> password,
      Optional<Long> newUidValidity,
      IdSource ids,
      Tally tally) {
    this.node = node;
    this.name = name;
    this.password = password;
    this.newUidValidity = newUidValidity;
    this.ids = ids;
    this.tally = tally;
  }

  /**
   * Reads the whole file and says what is in it.
   *
   * @throws StartFailure if it is not whole
   */
  public static String check(Path file) throws StartFailure {
    try {
      return requireFile(file).read(new Nothing()).toString();
    } catch (BackupReader.DamagedException damaged) {
      throw new StartFailure(
          "%s: %s; %s before that are whole (--partial takes them)"
              .formatted(file, damaged.getMessage(), damaged.whole()),
          damaged);
    }
  }

  private static BackupReader requireFile(Path file) throws StartFailure {
    if (!Files.isReadable(file)) {
      throw new StartFailure(file + ": cannot be read (expected: a backup)");
    }
    return new BackupReader(file);
  }

  /**
   * Restores.
   *
   * @param partial whether what stands before a damage is taken
   * @return the password that was made up, or empty
   */
  public Optional<String> run(Path file, boolean partial) throws IOException, StartFailure {
    if (!partial) {
      String unused = check(file);
    }
    try {
      BackupReader.Counts unused = requireFile(file).read(this);
    } catch (BackupReader.DamagedException damaged) {
      if (!partial || account.isEmpty()) {
        throw new StartFailure(file + ": " + damaged.getMessage(), damaged);
      }
      tally.refused(file + " behind " + damaged.whole(), String.valueOf(damaged.getMessage()));
      mailboxEnd();
    } finally {
      clear();
    }
    return finish();
  }

  @Override
  public void begin(JsonNode head) {
    backup = head;
    head.path("mailboxes")
        .forEach(one -> uses.put(one.path("name").asText(), one.path("use").asText()));
  }

  @Override
  public void mailbox(JsonNode head) throws StartFailure {
    mailbox = JsonNodeFactory.instance.objectNode();
    mailbox
        .put("id", head.path("id").asText())
        .put("uidValidity", newUidValidity.orElse(head.path("uidValidity").asLong()))
        .put("uidNext", head.path("uidNext").asLong())
        .put("highestModSeq", head.path("highestModSeq").asLong());
    if (account.isEmpty()) {
      beginAccount();
    }
    JsonNode begun = node.call("POST", path("mailboxes"), mailbox);
    if (!begun.path("id").equals(head.path("id"))) {
      tally.remark("mailboxes whose id is taken, which got a new one");
    }
    mailbox.set("id", begun.path("id"));
    mailbox.put("name", head.path("mailbox").asText());
    mailbox.put("use", uses.getOrDefault(head.path("mailbox").asText(), ""));
    from = begun.path("uidNext").asLong();
  }

  /** With the first mailbox, INBOX, the account begins. */
  private void beginAccount() throws StartFailure {
    ObjectNode asked = JsonNodeFactory.instance.objectNode().put("name", name);
    asked.set("account", backup.path("account").path("id"));
    asked.set("inbox", mailbox);
    JsonNode begun = node.call("POST", "restores", asked);
    account = begun.path("account").asText();
    if (!begun.path("kept").asBoolean()) {
      tally.remark("account ids that are taken: new messages join no old threads");
    }
    mailbox.set("id", begun.path("inbox"));
  }

  @Override
  public void message(JsonNode message, Content once) throws IOException, StartFailure {
    if (message.path("uid").asLong() < from) {
      tally.before();
      return;
    }
    try (InputStream in = once.open()) {
      Spooled content = Spooled.of(in);
      spooled.add(content);
      batch.add(new Frames.Frame(message, content));
    }
    batchOctets += message.path("octets").asLong();
    if (batch.size() >= Batch.MAX_MESSAGES || batchOctets >= Batch.MAX_OCTETS) {
      flush();
    }
  }

  private void flush() throws IOException, StartFailure {
    if (batch.isEmpty()) {
      return;
    }
    String path =
        path("messages")
            + "?mailbox="
            + mailbox.path("id").asText()
            + "&highest="
            + mailbox.path("highestModSeq").asLong();
    List<Frames.Frame> frames = List.copyOf(batch);
    JsonNode answer = node.post(path, ids.next(), () -> Frames.open(frames));
    if (answer.has("error")) {
      throw new StartFailure(mailbox.path("name").asText() + ": " + answer.path("error").asText());
    }
    tally.taken(mailbox.path("name").asText(), batch.size(), batchOctets);
    clear();
  }

  private void clear() throws IOException {
    for (Spooled each : spooled) {
      each.close();
    }
    spooled.clear();
    batch.clear();
    batchOctets = 0;
  }

  @Override
  public void mailboxEnd() throws IOException, StartFailure {
    flush();
    JsonNode unused = node.call("POST", path("mailboxes/" + mailbox.path("id").asText()), mailbox);
  }

  private Optional<String> finish() throws StartFailure {
    List<String> subscribed = new ArrayList<>();
    backup.path("subscriptions").forEach(each -> subscribed.add(each.asText()));
    for (int i = 0; i < subscribed.size(); i += SUBSCRIPTIONS) {
      List<String> some = subscribed.subList(i, Math.min(subscribed.size(), i + SUBSCRIPTIONS));
      JsonNode unused = node.call("POST", path("subscriptions"), Map.of("names", some));
    }
    if (!subscribed.contains("INBOX")) {
      JsonNode unused =
          node.call("POST", path("subscriptions"), Map.of("removed", List.of("INBOX")));
    }
    ObjectNode last = JsonNodeFactory.instance.objectNode().put("name", name);
    last.set("enabled", backup.path("account").path("enabled"));
    last.set("credential", backup.path("account").path("credential"));
    password.ifPresent(text -> last.put("password", text));
    JsonNode answer = node.call("POST", path("finish"), last);
    return answer.hasNonNull("password")
        ? Optional.of(answer.path("password").asText())
        : Optional.empty();
  }

  private String path(String what) {
    return "restores/" + account + "/" + what;
  }

  /** Reads and does nothing. */
  private static final class Nothing implements BackupReader.Visitor {
    @Override
    public void begin(JsonNode head) {}

    @Override
    public void mailbox(JsonNode mailbox) {}

    @Override
    public void message(JsonNode message, Content once) throws IOException {
      once.open().close();
    }

    @Override
    public void mailboxEnd() {}
  }
}
