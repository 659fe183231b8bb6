package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Messages for one mailbox that are sent together, and are taken all or none. */
final class Batch {
  static final int MAX_MESSAGES = 200;
  static final long MAX_OCTETS = 4L * 1024 * 1024;

  private final UUID id;
  private final String mailbox;
  private final boolean again;
  private final List<Item> items = new ArrayList<>();
  private long octets;

  /** A message and the ids it goes under. */
  record Item(SourceMessage message, String key, String email, Measured content) {}

  /**
   * @param again whether it may have come through before
   */
  Batch(UUID id, String mailbox, boolean again) {
    this.id = id;
    this.mailbox = mailbox;
    this.again = again;
  }

  UUID id() {
    return id;
  }

  String mailbox() {
    return mailbox;
  }

  List<Item> items() {
    return Collections.unmodifiableList(items);
  }

  long octets() {
    return octets;
  }

  void add(Item item) {
    items.add(item);
    octets += item.content().sizeOctets();
  }

  boolean isFull() {
    return items.size() >= MAX_MESSAGES || octets >= MAX_OCTETS;
  }

  /** Whether a message still fits. */
  boolean fits(Measured content) {
    return items.isEmpty() || octets + content.sizeOctets() <= MAX_OCTETS;
  }

  /** The frames, each opened when it is its turn. */
  InputStream open() {
    Iterator<Item> rest = items.iterator();
    return new SequenceInputStream(
        Collections.enumeration(
            new AbstractCollection<>() {
              @Override
              public Iterator<InputStream> iterator() {
                return new Iterator<>() {
                  @Override
                  public boolean hasNext() {
                    return rest.hasNext();
                  }

                  @Override
                  public InputStream next() {
                    return frame(rest.next());
                  }
                };
              }

              @Override
              public int size() {
                return items.size();
              }
            }));
  }

  private InputStream frame(Item item) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("octets", item.content().sizeOctets()).put("emailId", item.email());
    item.message().flags().forEach(head.putArray("flags")::add);
    item.message().date().ifPresent(date -> head.put("internalDate", date.toString()));
    item.message().uid().ifPresent(uid -> head.put("uid", uid));
    if (again) {
      head.put("again", true);
    }
    byte[] line = (head + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      return new SequenceInputStream(
          new ByteArrayInputStream(line), item.content().content().open());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
