package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yubin.account.model.MailboxNameRules;
import org.yubin.node.StartFailure;
import org.yubin.persistence.id.IdSource;

/**
 * Brings what a source gives into an account of the running node: batch by batch, in order. A batch
 * stands in the {@link ImportJournal} before it is sent; what an earlier run has taken is passed
 * over, and a batch that it left in doubt is gathered again and sent under its old ids.
 *
 * <p>Nothing is refused for its form: NULs, lone CRs, 8-bit headers or none at all are kept as they
 * are. A message of no octets is none, and one above the node's limit is refused.
 */
public final class Importer implements MailSource.Taker {
  private final AdminPort node;
  private final String account;
  private final ImportJournal journal;
  private final IdSource ids;
  private final Tally tally;
  private final long maxMessageOctets;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final Map<String, Doubt> inDoubt = new LinkedHashMap<>();
  private Optional<Batch> gathering = Optional.empty();

  /** A batch of an earlier run that is gathered again, and the email id of each of its keys. */
  private record Doubt(Batch batch, Map<String, String> emails) {}

  /**
   * @param account as the API has it in paths: the name, encoded
   * @param maxMessageOctets what the node takes
   */
  public Importer(
      AdminPort node,
      String account,
      ImportJournal journal,
      IdSource ids,
      Tally tally,
      long maxMessageOctets) {
    this.node = node;
    this.account = account;
    this.journal = journal;
    this.ids = ids;
    this.tally = tally;
    this.maxMessageOctets = maxMessageOctets;
    for (ImportJournal.Sent sent : journal.inDoubt()) {
      Map<String, String> emails = new HashMap<>();
      for (int i = 0; i < sent.keys().size(); i++) {
        emails.put(sent.keys().get(i), sent.emails().get(i));
      }
      Doubt doubt = new Doubt(new Batch(sent.id(), sent.mailbox(), true), emails);
      sent.keys().forEach(key -> inDoubt.put(sent.mailbox() + "\n" + key, doubt));
    }
  }

  /** Takes all of a source. */
  public void run(MailSource source) throws IOException, StartFailure {
    source.read(this);
    flush();
    // what a batch in doubt still lacks is in the source no more
    for (Doubt left : List.copyOf(inDoubt.values())) {
      settle(left);
    }
  }

  @Override
  public void mailbox(String name, String use, boolean subscribed)
      throws IOException, StartFailure {
    flush();
    String target = names.computeIfAbsent(name, Importer::acceptable);
    if (!target.equals(name)) {
      tally.remark("mailbox " + name + " is called " + target + " here");
    }
    JsonNode unused =
        node.call(
            "POST",
            path("mailboxes"),
            Map.of("name", target, "use", use, "subscribed", subscribed));
  }

  @Override
  public void subscription(String name) throws StartFailure {
    JsonNode unused =
        node.call("POST", path("subscriptions"), Map.of("names", List.of(acceptable(name))));
  }

  /** The name, with what no name may hold replaced. */
  private static String acceptable(String name) {
    if (MailboxNameRules.objection(MailboxNameRules.normal(name)).isEmpty()) {
      return name;
    }
    String levels =
        java.util.Arrays.stream(name.split("/"))
            .filter(level -> !level.isEmpty())
            .map(level -> level.replaceAll("[\\p{Cntrl}*%\\u2028\\u2029]", "_"))
            .collect(Collectors.joining("/"));
    String plain = levels.startsWith("#") ? "_" + levels.substring(1) : levels;
    return plain.isEmpty() ? "unnamed" : plain;
  }

  @Override
  public boolean isSame(String mailbox, String generation) throws IOException {
    boolean same = journal.generation(target(mailbox), generation);
    if (!same) {
      refused(
          mailbox,
          "UIDVALIDITY has changed there, so all of it would come twice (--again takes it)");
    }
    return same;
  }

  @Override
  public boolean wants(String mailbox, String key) {
    boolean wanted = !journal.has(target(mailbox), key);
    if (!wanted) {
      tally.before();
    }
    return wanted;
  }

  private String target(String mailbox) {
    return names.getOrDefault(mailbox, mailbox);
  }

  @Override
  public void message(SourceMessage message) throws IOException, StartFailure {
    Measured content = Measured.of(message.content());
    String mailbox = target(message.mailbox());
    String key =
        message
            .key()
            .orElseGet(
                () ->
                    content.digest()
                        + "#"
                        + occurrences.merge(mailbox + content.digest(), 1, Integer::sum));
    if (message.key().isEmpty() && !wants(message.mailbox(), key)) {
      return;
    }
    if (content.sizeOctets() == 0) {
      refused(message.origin(), "no octets: there is no message");
      return;
    }
    if (content.sizeOctets() > maxMessageOctets) {
      refused(message.origin(), "larger than " + maxMessageOctets + " octets");
      return;
    }
    Doubt doubt = inDoubt.get(mailbox + "\n" + key);
    if (doubt != null) {
      doubt
          .batch()
          .add(new Batch.Item(message, key, doubt.emails().getOrDefault(key, ""), content));
      if (doubt.batch().items().size() == doubt.emails().size()) {
        settle(doubt);
      }
      return;
    }
    gather(new Batch.Item(message, key, ids.newEmailId().toString(), content), mailbox);
  }

  private void gather(Batch.Item item, String mailbox) throws IOException, StartFailure {
    if (gathering.isPresent()
        && (!gathering.get().mailbox().equals(mailbox) || !gathering.get().fits(item.content()))) {
      flush();
    }
    Batch batch = gathering.orElseGet(() -> new Batch(ids.next(), mailbox, false));
    batch.add(item);
    gathering = Optional.of(batch);
    if (batch.isFull()) {
      flush();
    }
  }

  private void settle(Doubt doubt) throws IOException, StartFailure {
    inDoubt.values().removeIf(each -> each.batch().id().equals(doubt.batch().id()));
    if (doubt.batch().items().isEmpty()) {
      journal.refused(doubt.batch().id());
    } else {
      send(doubt.batch());
    }
  }

  private void flush() throws IOException, StartFailure {
    Optional<Batch> ready = gathering;
    gathering = Optional.empty();
    if (ready.isPresent()) {
      Batch batch = ready.get();
      journal.begin(
          new ImportJournal.Sent(
              batch.id(),
              batch.mailbox(),
              batch.items().stream().map(Batch.Item::key).toList(),
              batch.items().stream().map(Batch.Item::email).toList()));
      send(batch);
    }
  }

  private void send(Batch batch) throws IOException, StartFailure {
    boolean keepsUids = batch.items().get(0).message().uid().isPresent();
    String path =
        path("messages")
            + "?mailbox="
            + ApiPaths.segment(batch.mailbox())
            + (keepsUids ? "&uids=true" : "");
    JsonNode answer = node.post(path, batch.id(), batch::open);
    if (!answer.has("error")) {
      journal.done(batch.id());
      tally.taken(batch.mailbox(), batch.items().size(), batch.octets());
      batch.close();
      return;
    }
    journal.refused(batch.id());
    String why = answer.path("error").asText();
    for (Batch.Item item : batch.items()) {
      alone(batch, item, why);
    }
  }

  /** One of a batch that was refused: by itself, then without keywords, then not at all. */
  private void alone(Batch batch, Batch.Item item, String why) throws IOException, StartFailure {
    SourceMessage message = item.message();
    Set<String> system =
        message.flags().stream()
            .filter(flag -> flag.startsWith("\\"))
            .collect(Collectors.toUnmodifiableSet());
    boolean single = batch.items().size() == 1;
    if (single && system.size() == message.flags().size()) {
      refused(message.origin(), why);
      return;
    }
    if (single) {
      tally.remark("messages whose keywords the mailbox cannot take");
    }
    SourceMessage plain =
        new SourceMessage(
            message.origin(),
            message.mailbox(),
            message.key(),
            message.uid(),
            single ? system : message.flags(),
            message.date(),
            message.content());
    gather(
        new Batch.Item(plain, item.key(), ids.newEmailId().toString(), item.content()),
        batch.mailbox());
    flush();
  }

  @Override
  public void refused(String origin, String why) {
    tally.refused(origin, why);
  }

  @Override
  public void passedOver(String why) {
    tally.remark(why);
  }

  private String path(String what) {
    return "accounts/" + account + "/" + what;
  }
}
