package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Where exported mail goes. */
public interface MailWriter extends AutoCloseable {
  /** A mailbox, before its messages. */
  void mailbox(String name) throws IOException;

  /** A message of the mailbox, with its octets as they are on the wire. */
  void message(Exported message, InputStream octets) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * What is known of a message.
   *
   * @param flags IMAP's words
   */
  record Exported(long uid, List<String> flags, OffsetDateTime date) {
    public Exported {
      flags = List.copyOf(flags);
    }

    static Exported of(JsonNode frame) {
      List<String> flags = new ArrayList<>();
      frame.path("flags").forEach(flag -> flags.add(flag.asText()));
      return new Exported(
          frame.path("uid").asLong(),
          flags,
          OffsetDateTime.parse(frame.path("internalDate").asText()));
    }

    boolean has(String flag) {
      return flags.stream().anyMatch(flag::equalsIgnoreCase);
    }

    List<String> keywords() {
      return flags.stream().filter(flag -> !flag.startsWith("\\")).toList();
    }
  }
}
