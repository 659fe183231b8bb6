package org.yubin.persistence.directory;

import java.text.Normalizer;
import java.util.Locale;

/** The one form in which names, addresses and domains are stored and compared. */
final class DirectoryNames {
  /** RFC 5321 §4.5.3.1 allows 64 + 1 + 255 octets for an address; more is never a name here. */
  static final int MAX_CHARACTERS = 320;

  private DirectoryNames() {}

  /** Lower case and NFC. */
  static String fold(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  /**
   * {@link #fold}, for what is going to be stored.
   *
   * @throws IllegalArgumentException if it is empty, too long, or holds white space or controls
   */
  static String checked(String name) {
    String folded = fold(name);
    if (folded.isEmpty()
        || folded.length() > MAX_CHARACTERS
        || folded.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "name: \"%s\" (expected: 1..%d characters without spaces or controls)"
              .formatted(name, MAX_CHARACTERS));
    }
    return folded;
  }
}
