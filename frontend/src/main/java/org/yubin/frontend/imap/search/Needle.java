package org.yubin.frontend.imap.search;

/**
 * A string to be found, in any case, in text that may come in pieces (RFC 3501 §6.4.4).
 *
 * <p>Letters are compared by their simple case mapping, character by character, so that no octet of
 * the text is looked at twice (Knuth, Morris, Pratt). Composed and decomposed forms of a letter
 * stay different: the RFC does not ask to bring them together, and this never gives a false hit.
 */
public final class Needle {
  private final char[] wanted;
  private final int[] fallback;

  private Needle(char[] wanted) {
    this.wanted = wanted;
    this.fallback = new int[wanted.length];
    for (int i = 1, k = 0; i < wanted.length; i++) {
      while (k > 0 && wanted[i] != wanted[k]) {
        k = fallback[k - 1];
      }
      if (wanted[i] == wanted[k]) {
        k++;
      }
      fallback[i] = k;
    }
  }

  public static Needle of(String text) {
    char[] wanted = new char[text.length()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = fold(text.charAt(i));
    }
    return new Needle(wanted);
  }

  /** The empty string is in every text. */
  public boolean isEmpty() {
    return wanted.length == 0;
  }

  public boolean isIn(CharSequence text) {
    Scan scan = scan();
    scan.read(text);
    return scan.found();
  }

  /** A search over text that comes piece by piece. */
  public Scan scan() {
    return new Scan();
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  /** One pass over one text; used by one thread. */
  public final class Scan {
    private int matched;
    private boolean found = isEmpty();

    private Scan() {}

    /** Reads on. What an earlier piece began, this one may complete. */
    public void read(CharSequence piece) {
      int length = piece.length();
      for (int i = 0; i < length && !found; i++) {
        char c = fold(piece.charAt(i));
        while (matched > 0 && wanted[matched] != c) {
          matched = fallback[matched - 1];
        }
        if (wanted[matched] == c && ++matched == wanted.length) {
          found = true;
        }
      }
    }

    /** The text ends here: what comes next is another one. */
    public void endText() {
      matched = 0;
    }

    public boolean found() {
      return found;
    }
  }

  @Override
  public String toString() {
    return new String(wanted);
  }
}
