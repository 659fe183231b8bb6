package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Octets;

/** Keeps the beginnings of the first text parts of a message, still encoded, for its preview. */
final class TextSampler {
  static final int MAX_SAMPLES = 4;
  static final int MAX_SAMPLE_OCTETS = 32 * 1024;

  /**
   * The beginning of a text part.
   *
   * @param raw its octets with LF for every line end
   */
  record Sample(ContentFields content, Octets raw) {}

  private static final byte[] LF = {'\n'};

  private final List<Sample> samples = new ArrayList<>();
  private ContentFields content = ContentFields.plainText();
  private byte[] raw = new byte[0];
  private int length;
  private int lineStart;
  private boolean sampling;

  boolean isSampling() {
    return sampling;
  }

  /** The body of a leaf begins. */
  void begin(ContentFields leaf) {
    end();
    boolean attached = leaf.disposition().filter(d -> d.type().equals("ATTACHMENT")).isPresent();
    sampling = leaf.isText() && !attached && samples.size() < MAX_SAMPLES;
    content = leaf;
  }

  void append(byte[] bytes, int offset, int count) {
    int room = Math.min(count, MAX_SAMPLE_OCTETS - length);
    if (length + room > raw.length) {
      raw =
          Arrays.copyOf(raw, Math.min(MAX_SAMPLE_OCTETS, Math.max(length + room, raw.length * 2)));
    }
    System.arraycopy(bytes, offset, raw, length, room);
    length += room;
    if (length == MAX_SAMPLE_OCTETS) {
      end();
    }
  }

  void endLine() {
    if (sampling) {
      append(LF, 0, 1);
      lineStart = length;
    }
  }

  /** The line begun last was a delimiter: the part has ended before it. */
  void endBeforeLine() {
    length = Math.min(length, lineStart);
    end();
  }

  /** The body that was begun has ended, or is known well enough. */
  void end() {
    if (sampling) {
      samples.add(new Sample(content, Octets.of(raw, 0, length)));
      length = 0;
      lineStart = 0;
      sampling = false;
    }
  }

  /** The samples in the order of their parts. */
  List<Sample> samples() {
    end();
    return List.copyOf(samples);
  }
}
