package org.yubin.torture.replay;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yubin.mailbox.codec.MailboxReplay;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.persistence.head.CassandraHeads;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadRow;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.head.OwnerId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.LogReader;
import org.yubin.torture.history.MailboxImage;

/** Replays all mailboxes of a cluster from their first event. Blocks. */
public final class Replays {
  private static final String KEYSPACE = "yubin";
  private static final long PARTITION_EVENTS = 20_000;
  private static final long MOST_MINUTES = 2;

  private final CqlSession session;
  private final Heads heads;
  private final LogReader logs;

  private Replays(CqlSession session, Heads heads, LogReader logs) {
    this.session = session;
    this.heads = heads;
    this.logs = logs;
  }

  /**
   * Replays, and finds for each mailbox that was read over IMAP the one that is it, or is nearest
   * to it.
   *
   * @param cassandra contact point
   * @return for each name of {@code found} what the journal holds, without markers
   * @throws IOException if the journal cannot be read, or is damaged
   */
  public static Map<String, MailboxImage> like(
      Map<String, MailboxImage> found, InetSocketAddress cassandra) throws IOException {
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(cassandra)
            .withLocalDatacenter("datacenter1")
            .build()) {
      // It only reads: the owner that it names never owns anything.
      Heads heads = await(CassandraHeads.open(session, KEYSPACE, new OwnerId(UUID.randomUUID())));
      LogReader logs = await(CassandraLogReader.open(session, KEYSPACE, PARTITION_EVENTS));
      List<MailboxImage> all = new Replays(session, heads, logs).all();
      Map<String, MailboxImage> likes = new HashMap<>();
      found.forEach(
          (name, image) ->
              all.stream()
                  .max(Comparator.comparingLong(other -> likeness(image, other)))
                  .ifPresent(nearest -> likes.put(name, nearest)));
      return likes;
    }
  }

  private static long likeness(MailboxImage one, MailboxImage other) {
    long same =
        one.messages().entrySet().stream()
            .filter(
                entry -> {
                  MailboxImage.Message there = other.messages().get(entry.getKey());
                  return there != null && there.modSeq() == entry.getValue().modSeq();
                })
            .count();
    return 4 * same
        + (one.highestModSeq() == other.highestModSeq() ? 2 : 0)
        + (one.uidNext() == other.uidNext() ? 1 : 0);
  }

  private List<MailboxImage> all() throws IOException {
    List<MailboxImage> images = new ArrayList<>();
    for (Row row : session.execute("SELECT kind, id FROM " + KEYSPACE + ".head")) {
      if ("mailbox".equals(row.getString("kind"))) {
        EntityId id = EntityId.of(new MailboxId(row.getUuid("id")));
        images.add(image(replayed(id)));
      }
    }
    return images;
  }

  private MailboxState replayed(EntityId id) throws IOException {
    MailboxReplay replay = new MailboxReplay(MailboxState.EMPTY);
    NavigableMap<Long, Long> ends = await(heads.ends(id));
    HeadRow head = await(heads.read(id)).orElseThrow();
    Map<Long, OptionalLong> epochs = new LinkedHashMap<>();
    ends.forEach((epoch, end) -> epochs.put(epoch, OptionalLong.of(end)));
    epochs.put(head.pinned(), OptionalLong.empty());
    for (Map.Entry<Long, OptionalLong> epoch : epochs.entrySet()) {
      if (epoch.getValue().orElse(1) > 0) {
        await(
            logs.fold(
                id,
                epoch.getKey(),
                1,
                epoch.getValue(),
                replay,
                (state, event) -> {
                  state.accept(event.payload());
                  return state;
                }));
      }
    }
    return replay.state();
  }

  private static MailboxImage image(MailboxState state) {
    NavigableMap<Long, MailboxImage.Message> messages = new TreeMap<>();
    for (MessageRecord message :
        state.messages().records(state.messages().uids(), Integer.MAX_VALUE)) {
      Set<String> flags = new TreeSet<>(state.keywords().names(message.flags()).keywords());
      message.flags().system().stream().map(SystemFlag::wireName).forEach(flags::add);
      messages.put(
          message.uid().value(), new MailboxImage.Message("", flags, message.modSeq().value()));
    }
    return new MailboxImage(state.uidNext().value(), state.highestModSeq().value(), messages);
  }

  private static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().get(MOST_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("journal: " + failed, failed);
    }
  }
}
