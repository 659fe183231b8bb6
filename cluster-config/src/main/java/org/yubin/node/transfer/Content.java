package org.yubin.node.transfer;

import java.io.IOException;
import java.io.InputStream;

/** The octets of a message; may be opened more than once, and gives the same each time. */
@FunctionalInterface
public interface Content {
  InputStream open() throws IOException;

  /** Octets in memory. */
  static Content of(byte[] octets) {
    return () -> new java.io.ByteArrayInputStream(octets);
  }
}
