package org.yubin.mailbox.codec;

import akka.actor.typed.ActorSystem;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.yubin.mailbox.entity.message.MailboxMessage;
import org.yubin.proto.mailbox.WireRequest;

/**
 * Cuts messages for another node that are longer than what may go there at once, and puts them
 * together again. A message between nodes has an upper bound, of which buffers of that size are
 * kept; a COPY of a hundred thousand messages is far beyond it. Thread safe.
 */
public final class RequestParts {
  /** Octets of a part. */
  static final int PART_OCTETS = 128 * 1024;

  private final RequestCodec requests;

  public RequestParts(ActorSystem<?> system) {
    this.requests = new RequestCodec(ActorRefs.of(system));
  }

  /** The parts of a message, one or more; equal messages have equal parts. */
  public List<MailboxMessage.Part> split(MailboxMessage message) {
    byte[] octets = requests.write(message).toByteArray();
    UUID whole = UUID.nameUUIDFromBytes(octets);
    int count = (octets.length + PART_OCTETS - 1) / PART_OCTETS;
    List<MailboxMessage.Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = i * PART_OCTETS;
      int to = Math.min(octets.length, from + PART_OCTETS);
      parts.add(new MailboxMessage.Part(whole, i, count, Arrays.copyOfRange(octets, from, to)));
    }
    return parts;
  }

  /**
   * The message of which these are the octets.
   *
   * @throws IllegalArgumentException if they are none
   */
  public MailboxMessage join(byte[] octets) {
    try {
      return requests.read(WireRequest.parseFrom(octets));
    } catch (InvalidProtocolBufferException malformed) {
      throw new IllegalArgumentException("message in parts: malformed", malformed);
    }
  }
}
