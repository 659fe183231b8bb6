package org.yubin.account.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.model.RequestId;

/**
 * The replies to the last requests, kept for {@link #KEPT_MICROS} of event time, at most {@link
 * #MOST}: a retry is answered from here. Immutable; the oldest first.
 */
public final class RequestMemory {
  /** How long a reply is kept: 5 minutes. */
  public static final long KEPT_MICROS = 300_000_000L;

  /** How many are kept. */
  public static final int MOST = 4_096;

  /** Nothing is remembered. */
  public static final RequestMemory EMPTY = new RequestMemory(Map.of());

  /** A reply, and the time of the event that gave it. */
  public record Remembered(long timeMicros, AccountReply reply) {}

  private final Map<RequestId, Remembered> replies;

  private RequestMemory(Map<RequestId, Remembered> replies) {
    this.replies = replies;
  }

  /** A memory of these, in this order, as {@link #all} gave them. */
  public static RequestMemory of(Map<RequestId, Remembered> replies) {
    return new RequestMemory(Collections.unmodifiableMap(new LinkedHashMap<>(replies)));
  }

  /** The reply that the request got. */
  public Optional<AccountReply> reply(RequestId request) {
    return Optional.ofNullable(replies.get(request)).map(Remembered::reply);
  }

  /** Everything remembered, the oldest first. */
  public Map<RequestId, Remembered> all() {
    return replies;
  }

  /** With one more, and without what has become too old or too much by it. */
  RequestMemory with(RequestId request, AccountReply reply, long timeMicros) {
    LinkedHashMap<RequestId, Remembered> next = new LinkedHashMap<>(replies);
    next.remove(request);
    next.put(request, new Remembered(timeMicros, reply));
    var oldest = next.values().iterator();
    while (oldest.hasNext()
        && (oldest.next().timeMicros() < timeMicros - KEPT_MICROS || next.size() > MOST)) {
      oldest.remove();
    }
    return new RequestMemory(Collections.unmodifiableMap(next));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequestMemory memory && replies.equals(memory.replies);
  }

  @Override
  public int hashCode() {
    return replies.hashCode();
  }

  @Override
  public String toString() {
    return replies.toString();
  }
}
