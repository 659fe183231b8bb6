package org.yubin.persistence.summary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An immutable run of octets as found in mail: of no charset, possibly 8-bit, possibly empty.
 *
 * <p>A header value is not text until somebody decodes it; this type keeps it from being mistaken
 * for a Java string on its way to the wire.
 */
public final class Octets {
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Octets of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** A copy of {@code length} octets from {@code offset}. */
  public static Octets of(byte[] bytes, int offset, int length) {
    return length == 0 ? EMPTY : new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** One octet for each character of {@code text}, all of which are below U+0100. */
  public static Octets latin1(String text) {
    return text.isEmpty() ? EMPTY : new Octets(text.getBytes(ISO_8859_1));
  }

  public static Octets utf8(String text) {
    return text.isEmpty() ? EMPTY : new Octets(text.getBytes(UTF_8));
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public byte at(int index) {
    return bytes[index];
  }

  /** The octets {@code from} (inclusive) to {@code to} (exclusive). */
  public Octets slice(int from, int to) {
    return from == 0 && to == bytes.length ? this : of(bytes, from, to - from);
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** A read-only view; nothing is copied. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** One character for each octet: the inverse of {@link #latin1(String)}. */
  public String latin1() {
    return new String(bytes, ISO_8859_1);
  }

  /** The octets read as UTF-8; what is not UTF-8 becomes U+FFFD. */
  public String utf8() {
    return new String(bytes, UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return latin1();
  }
}
