package org.yubin.torture.history;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A mailbox as one reader found it when nothing was under way.
 *
 * @param messages UID to message
 */
public record MailboxImage(long uidNext, long highestModSeq, NavigableMap<Long, Message> messages) {
  public MailboxImage {
    messages = Collections.unmodifiableNavigableMap(new TreeMap<>(messages));
  }

  /** One message; the marker is empty where the reader does not know it. */
  public record Message(String marker, Set<String> flags, long modSeq) {
    public Message {
      flags = Set.copyOf(flags);
    }
  }
}
