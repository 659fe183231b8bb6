package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Frames on their way to a node: a line of JSON and the octets that it counts, again and again. */
final class Frames {
  private Frames() {}

  /** A message as it is sent; {@code head} says its octets. */
  record Frame(JsonNode head, Content content) {}

  /** The octets of all of them; each content is opened when it is its turn. */
  static InputStream open(List<Frame> frames) {
    return new SequenceInputStream(
        Collections.enumeration(
            new AbstractCollection<InputStream>() {
              @Override
              public Iterator<InputStream> iterator() {
                Iterator<Frame> rest = frames.iterator();
                return new Iterator<>() {
                  @Override
                  public boolean hasNext() {
                    return rest.hasNext();
                  }

                  @Override
                  public InputStream next() {
                    return open(rest.next());
                  }
                };
              }

              @Override
              public int size() {
                return frames.size();
              }
            }));
  }

  private static InputStream open(Frame frame) {
    byte[] line = (frame.head() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      return new SequenceInputStream(new ByteArrayInputStream(line), frame.content().open());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
