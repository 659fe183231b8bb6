package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
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
    return Frames.open(items.stream().map(this::frame).toList());
  }

  /** The messages have arrived: what was spooled of them can go. */
  void close() throws IOException {
    for (Item item : items) {
      if (item.message().content() instanceof Spooled spooled) {
        spooled.close();
      }
    }
  }

  private Frames.Frame frame(Item item) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("octets", item.content().sizeOctets()).put("emailId", item.email());
    item.message().flags().forEach(head.putArray("flags")::add);
    item.message().date().ifPresent(date -> head.put("internalDate", date.toString()));
    item.message().uid().ifPresent(uid -> head.put("uid", uid));
    if (again) {
      head.put("again", true);
    }
    return new Frames.Frame(head, item.content().content());
  }
}
