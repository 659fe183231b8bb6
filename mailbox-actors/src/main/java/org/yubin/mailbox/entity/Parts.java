package org.yubin.mailbox.entity;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.yubin.mailbox.entity.message.MailboxMessage;

/**
 * Gathers the parts of long messages of one mailbox. What is not complete is forgotten after a
 * minute, or when more than {@link #MOST_OCTETS} are held, the oldest first: who sent it gets no
 * answer, and sends it again. Confined to the gate.
 */
final class Parts {
  /** Octets held of messages that are not complete, 64 MiB. */
  static final long MOST_OCTETS = 64L << 20;

  private static final long KEPT_MILLIS = 60_000;

  /** A message that is not complete. */
  private static final class Incomplete {
    private final NavigableMap<Integer, byte[]> parts = new TreeMap<>();
    private final int count;
    private final long since;
    private long octets;

    Incomplete(int count, long since) {
      this.count = count;
      this.since = since;
    }

    void add(int index, byte[] part) {
      if (parts.putIfAbsent(index, part) == null) {
        octets += part.length;
      }
    }

    boolean isComplete() {
      return parts.size() == count;
    }

    byte[] whole() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream((int) octets);
      parts.values().forEach(whole::writeBytes);
      return whole.toByteArray();
    }
  }

  private final Map<UUID, Incomplete> incomplete = new LinkedHashMap<>();
  private long held;

  /** Takes a part; the octets of the message if it was the last one missing. */
  Optional<byte[]> add(MailboxMessage.Part part, long nowMillis) {
    boolean fits =
        part.count() > 0
            && part.index() >= 0
            && part.index() < part.count()
            && part.count() <= MOST_OCTETS / 1024;
    if (!fits) {
      return Optional.empty();
    }
    Incomplete message =
        incomplete.computeIfAbsent(part.whole(), id -> new Incomplete(part.count(), nowMillis));
    if (message.count != part.count()) {
      return Optional.empty();
    }
    held -= message.octets;
    message.add(part.index(), part.octets());
    if (message.isComplete()) {
      incomplete.remove(part.whole());
      return Optional.of(message.whole());
    }
    held += message.octets;
    forget(nowMillis);
    return Optional.empty();
  }

  /** Forgets what is too old or too much. */
  void forget(long nowMillis) {
    Iterator<Incomplete> oldest = incomplete.values().iterator();
    while (oldest.hasNext()) {
      Incomplete message = oldest.next();
      if (held <= MOST_OCTETS && nowMillis - message.since <= KEPT_MILLIS) {
        return;
      }
      held -= message.octets;
      oldest.remove();
    }
  }

  boolean isEmpty() {
    return incomplete.isEmpty();
  }
}
