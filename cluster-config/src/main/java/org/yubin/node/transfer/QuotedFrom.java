package org.yubin.node.transfer;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Puts a {@code >} in front of each line that begins with any number of them and {@code From }
 * (mboxrd).
 */
final class QuotedFrom {
  private static final String FROM = "From ";

  private final OutputStream out;
  private int quotes; // at the beginning of the line, not yet written
  private int matched; // of FROM behind them, not yet written
  private boolean deciding = true;

  QuotedFrom(OutputStream out) {
    this.out = out;
  }

  void write(byte octet) throws IOException {
    if (deciding) {
      decide(octet);
    } else {
      out.write(octet);
      deciding = octet == '\n';
    }
  }

  private void decide(byte octet) throws IOException {
    if (octet == '>' && matched == 0) {
      quotes++;
    } else if (octet == FROM.charAt(matched)) {
      matched++;
      if (matched == FROM.length()) {
        out.write('>');
        release();
      }
    } else {
      release();
      out.write(octet);
      deciding = octet == '\n';
    }
  }

  private void release() throws IOException {
    while (quotes > 0) {
      out.write('>');
      quotes--;
    }
    for (int i = 0; i < matched; i++) {
      out.write(FROM.charAt(i));
    }
    matched = 0;
    deciding = false;
  }

  /** Writes what is held back. */
  void end() throws IOException {
    release();
    deciding = true;
  }
}
