package org.yubin.frontend.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads the two messages of a SCRAM client (RFC 5802 §7). */
final class ScramReader {
  /** Longest message, in octets: a name and an authorization identity, escaped, and a nonce. */
  static final int MAX_OCTETS = 8192;

  private static final int MAX_NONCE_CHARS = 512;

  /**
   * A message that cannot be taken.
   *
   * <p>Its error is the {@code server-error-value} where the RFC has one, and empty where the
   * message does not follow the grammar.
   */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final String error;

    private RefusedException(String error, String detail) {
      super(detail, null, false, false);
      this.error = error;
    }

    /** The {@code server-error-value}, or nothing. */
    String error() {
      return error;
    }
  }

  /**
   * The client-first-message.
   *
   * @param gs2Header as it came
   * @param bare client-first-message-bare as it came
   * @param name unescaped, not prepared
   */
  record First(String gs2Header, String bare, Optional<String> authzid, String name, String nonce) {
    /** Whether the client asks to act for another. */
    boolean forAnother() {
      return authzid.isPresent() && !SaslName.same(authzid.get(), name);
    }
  }

  /**
   * The client-final-message.
   *
   * @param withoutProof client-final-message-without-proof as it came
   * @param channelBinding decoded
   * @param proof decoded
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by those who know how
  record Final(String withoutProof, byte[] channelBinding, String nonce, byte[] proof) {}

  private final String message;
  private int at;

  private ScramReader(String message) {
    this.message = message;
  }

  // client-first-message = gs2-header client-first-message-bare
  // gs2-header           = gs2-cbind-flag "," [ authzid ] ","
  // client-first-message-bare = [reserved-mext ","] username "," nonce ["," extensions]
  static First first(byte[] octets) throws RefusedException {
    ScramReader in = of(octets);
    String flag = in.upToComma();
    if (flag.startsWith("p=")) {
      throw new RefusedException("channel-binding-not-supported", "channel binding: " + flag);
    }
    if (!flag.equals("n") && !flag.equals("y")) {
      throw malformed("gs2-cbind-flag: expected n, y or p=");
    }
    String authzid = in.upToComma();
    String header = in.message.substring(0, in.at);
    Optional<String> other =
        authzid.isEmpty()
            ? Optional.empty()
            : Optional.of(saslName(value('a', "authzid", authzid)));
    String name = saslName(value('n', "username", in.upToComma()));
    String nonce = value('r', "nonce", in.attribute());
    if (nonce.length() > MAX_NONCE_CHARS || !nonce.chars().allMatch(ScramReader::printable)) {
      throw malformed("nonce: expected 1 to " + MAX_NONCE_CHARS + " printable characters");
    }
    in.extensions(in.message.length());
    return new First(header, in.message.substring(header.length()), other, name, nonce);
  }

  // client-final-message = channel-binding "," nonce ["," extensions] "," proof
  static Final last(byte[] octets) throws RefusedException {
    ScramReader in = of(octets);
    int proof = in.message.lastIndexOf(",p=");
    if (proof < 0) {
      throw malformed("proof: expected p= at the end");
    }
    byte[] binding = base64("channel-binding", value('c', "channel-binding", in.upToComma()));
    String nonce = value('r', "nonce", in.attribute());
    in.extensions(proof);
    return new Final(
        in.message.substring(0, proof),
        binding,
        nonce,
        base64("proof", value('p', "proof", in.message.substring(proof + 1))));
  }

  private static ScramReader of(byte[] octets) throws RefusedException {
    if (octets.length > MAX_OCTETS) {
      throw malformed(octets.length + " octets (expected: <= " + MAX_OCTETS + ")");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      if (text.indexOf('\0') >= 0) {
        throw malformed("NUL (expected: none)");
      }
      return new ScramReader(text);
    } catch (CharacterCodingException e) {
      throw new RefusedException("invalid-encoding", "expected UTF-8");
    }
  }

  private String upToComma() throws RefusedException {
    int comma = message.indexOf(',', at);
    if (comma < 0) {
      throw malformed("expected \",\" behind offset " + at);
    }
    String part = message.substring(at, comma);
    at = comma + 1;
    return part;
  }

  /** What ends at a comma, which is left, or with the message. */
  private String attribute() {
    int comma = message.indexOf(',', at);
    int end = comma < 0 ? message.length() : comma;
    String part = message.substring(at, end);
    at = end;
    return part;
  }

  // extensions = attr-val *("," attr-val) ; unknown ones are passed over
  private void extensions(int end) throws RefusedException {
    while (at < end) {
      at++; // the comma
      String extension = attribute();
      if (extension.length() < 3 || extension.charAt(1) != '=' || !letter(extension.charAt(0))) {
        throw malformed("extension: expected a letter, \"=\" and a value");
      }
      refuseMandatory(extension);
    }
  }

  /** RFC 5802 §5.1, m: its presence fails the authentication. */
  private static void refuseMandatory(String attribute) throws RefusedException {
    if (attribute.startsWith("m=")) {
      throw new RefusedException("extensions-not-supported", "mandatory extension");
    }
  }

  private static String value(char letter, String what, String attribute) throws RefusedException {
    refuseMandatory(attribute);
    if (attribute.length() < 3 || attribute.charAt(0) != letter || attribute.charAt(1) != '=') {
      throw malformed(what + ": expected " + letter + "= and a value");
    }
    return attribute.substring(2);
  }

  // saslname = 1*(value-safe-char / "=2C" / "=3D")
  private static String saslName(String escaped) throws RefusedException {
    StringBuilder name = new StringBuilder();
    int at = 0;
    while (at < escaped.length()) {
      char c = escaped.charAt(at);
      if (c != '=') {
        name.append(c);
        at++;
      } else if (escaped.startsWith("=2C", at)) {
        name.append(',');
        at += 3;
      } else if (escaped.startsWith("=3D", at)) {
        name.append('=');
        at += 3;
      } else {
        throw new RefusedException("invalid-username-encoding", "saslname: expected =2C or =3D");
      }
    }
    return name.toString();
  }

  private static byte[] base64(String what, String text) throws RefusedException {
    try {
      if (text.length() % 4 == 0) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException notBase64) {
      throw malformed(what + ": expected base64");
    }
    throw malformed(what + ": expected base64, padded");
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean printable(int c) {
    return c > ' ' && c < 0x7f && c != ',';
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException("", detail);
  }
}
