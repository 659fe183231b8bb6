package org.yubin.frontend.admin;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.Services;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.message.MessageBody;

/**
 * A mailbox as frames, for export and backup: what it is, its messages ascending by UID, and the
 * end, so that a stream that broke off shows. Behind the octets of each message stands a line with
 * their SHA-256. A piece of a body is read when the client has taken the one before; the next few
 * bodies are opened ahead.
 *
 * <pre>
 * {"mailbox":NAME,"id","uidValidity","uidNext","highestModSeq","keywords":[],"messages":N}
 * {"uid","modSeq","flags":[],"emailId","threadId","internalDate","saveDate","octets":N} and N octets
 * {"sha256":HEX}
 * {"uid","missing":true}      where the content of a message is not stored any more
 * {"end":true,"messages":N,"missing":N}
 * </pre>
 */
final class MessageStream {
  private static final Logger LOG = LoggerFactory.getLogger(MessageStream.class);
  private static final int PIECE_OCTETS = 256 * 1024;
  private static final int BODIES_AHEAD = 16;

  private final Services services;
  private final AccountId account;
  private final String name;
  private final SettledRecords.Settled mailbox;
  private final Iterator<MessageRecord> records;
  private final Deque<Opening> opening = new ArrayDeque<>();
  private Optional<Reading> reading = Optional.empty();
  private boolean begun;
  private boolean ended;
  private long told;
  private long missing;

  private record Opening(MessageRecord record, CompletableFuture<Optional<MessageBody>> body) {}

  private static final class Reading {
    private final MessageBody body;
    private final MessageDigest digest = sha256();
    private long at;

    Reading(MessageBody body) {
      this.body = body;
    }
  }

  MessageStream(Services services, AccountId account, String name, SettledRecords.Settled mailbox) {
    this.services = services;
    this.account = account;
    this.name = name;
    this.mailbox = mailbox;
    this.records = mailbox.records().iterator();
  }

  /** The octets; to be run once. */
  Source<ByteString, NotUsed> source() {
    return Source.unfoldAsync(this, stream -> stream.next());
  }

  private CompletionStage<Optional<Pair<MessageStream, ByteString>>> next() {
    return piece().thenApply(octets -> octets.map(some -> Pair.create(this, some)));
  }

  private CompletionStage<Optional<ByteString>> piece() {
    if (!begun) {
      begun = true;
      return now(line(head()));
    }
    if (reading.isPresent()) {
      return more(reading.get());
    }
    openAhead();
    if (!opening.isEmpty()) {
      Opening next = opening.remove();
      return next.body().thenCompose(body -> message(next.record(), body));
    }
    if (!ended) {
      ended = true;
      return now(line(object().put("end", true).put("messages", told).put("missing", missing)));
    }
    return CompletableFuture.completedStage(Optional.empty());
  }

  private void openAhead() {
    while (opening.size() < BODIES_AHEAD && records.hasNext()) {
      MessageRecord record = records.next();
      opening.add(
          new Opening(
              record, services.messages().body(account, record.emailId()).toCompletableFuture()));
    }
  }

  private ObjectNode head() {
    ObjectNode head =
        object()
            .put("mailbox", name)
            .put("id", mailbox.id().toString())
            .put("uidValidity", mailbox.uidValidity().value())
            .put("uidNext", mailbox.uidNext().value())
            .put("highestModSeq", mailbox.highestModSeq().value())
            .put("messages", mailbox.records().size());
    mailbox.keywords().names().forEach(head.putArray("keywords")::add);
    return head;
  }

  private CompletionStage<Optional<ByteString>> message(
      MessageRecord record, Optional<MessageBody> body) {
    if (body.isEmpty()) {
      missing++;
      LOG.atError()
          .addKeyValue("mailbox", mailbox.id())
          .log("not stored: uid {} {}", record.uid(), record.emailId());
      return now(line(object().put("uid", record.uid().value()).put("missing", true)));
    }
    told++;
    ObjectNode head =
        object()
            .put("uid", record.uid().value())
            .put("modSeq", record.modSeq().value())
            .set("flags", TransferValues.flags(mailbox.keywords().names(record.flags())));
    head.put("emailId", record.emailId().toString())
        .put("threadId", HexFormat.of().toHexDigits(record.threadId()))
        .put("internalDate", record.internalDate().toOffsetDateTime().toString())
        .put("saveDate", Instant.ofEpochSecond(record.saveDateEpochSecond()).toString())
        .put("octets", body.get().sizeOctets());
    Reading begin = new Reading(body.get());
    reading = Optional.of(begin);
    return more(begin).thenApply(some -> some.map(line(head)::concat));
  }

  private CompletionStage<Optional<ByteString>> more(Reading from) {
    int length = (int) Math.min(PIECE_OCTETS, from.body.sizeOctets() - from.at);
    return from.body.read(from.at, length).thenApply(octets -> Optional.of(taken(from, octets)));
  }

  private ByteString taken(Reading from, ByteBuffer octets) {
    from.at += octets.remaining();
    from.digest.update(octets.duplicate());
    ByteString piece = ByteString.fromByteBuffer(octets);
    if (from.at < from.body.sizeOctets()) {
      return piece;
    }
    reading = Optional.empty();
    return piece.concat(
        line(object().put("sha256", HexFormat.of().formatHex(from.digest.digest()))));
  }

  private static CompletionStage<Optional<ByteString>> now(ByteString octets) {
    return CompletableFuture.completedStage(Optional.of(octets));
  }

  private static ByteString line(ObjectNode frame) {
    return ByteString.fromString(frame + "\n");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
