package org.yubin.frontend.mime;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Undoes a Content-Transfer-Encoding (RFC 2045 §6) of octets that are all there. */
public final class TransferDecoder {
  private TransferDecoder() {}

  /**
   * The decoded octets; {@code raw} itself where there is nothing to undo. Lenient as {@link
   * TransferStream} is.
   *
   * @param encoding the encoding in upper case
   */
  public static byte[] decode(String encoding, byte[] raw) {
    return switch (encoding) {
      case "BASE64", "QUOTED-PRINTABLE" -> {
        TransferStream stream = new TransferStream(encoding);
        byte[] decided = stream.read(ByteBuffer.wrap(raw));
        byte[] rest = stream.end();
        byte[] all = Arrays.copyOf(decided, decided.length + rest.length);
        System.arraycopy(rest, 0, all, decided.length, rest.length);
        yield all;
      }
      default -> raw;
    };
  }

  static byte[] base64(byte[] raw) {
    return decode("BASE64", raw);
  }
}
