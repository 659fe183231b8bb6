package org.yubin.frontend.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * PLAIN (RFC 4616). Nobody may act for another: an authorization identity must be empty or the
 * authentication identity itself.
 */
public final class Plain implements SaslMechanism {
  /** Longest message, in octets: three strings of 1,020 (255 characters) and more. */
  public static final int MAX_OCTETS = 4096;

  private final Authenticator authenticator;

  /** PLAIN whose passwords are checked by {@code authenticator}. */
  public Plain(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public boolean needsTls() {
    return true;
  }

  @Override
  public Exchange begin(ClientAddress from) {
    return octets -> respond(octets, from);
  }

  // message = [authzid] UTF8NUL authcid UTF8NUL passwd
  private CompletionStage<SaslStep> respond(byte[] octets, ClientAddress from) {
    if (octets.length > MAX_OCTETS) {
      return malformed("PLAIN: " + octets.length + " octets (expected: <= " + MAX_OCTETS + ")");
    }
    int first = indexOfNul(octets, 0);
    int second = first < 0 ? -1 : indexOfNul(octets, first + 1);
    if (second < 0 || indexOfNul(octets, second + 1) >= 0) {
      return malformed("PLAIN: expected [authzid] NUL authcid NUL passwd");
    }
    char[] authzid;
    char[] authcid;
    char[] password;
    try {
      authzid = decode(octets, 0, first);
      authcid = decode(octets, first + 1, second);
      password = decode(octets, second + 1, octets.length);
    } catch (CharacterCodingException e) {
      return malformed("PLAIN: expected UTF-8");
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
    if (authcid.length == 0 || password.length == 0) {
      return malformed("PLAIN: authcid or passwd is empty (expected: at least one character)");
    }
    String name = new String(authcid);
    boolean forAnother = authzid.length > 0 && !SaslName.same(new String(authzid), name);
    return authenticator
        .password(SaslName.prepared(name).orElse(""), password, from)
        .thenApply(result -> SaslStep.ended(result, forAnother));
  }

  private static char[] decode(byte[] octets, int from, int to) throws CharacterCodingException {
    CharBuffer chars =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
    char[] decoded = new char[chars.remaining()];
    chars.get(decoded);
    Arrays.fill(chars.array(), '\0');
    return decoded;
  }

  private static int indexOfNul(byte[] octets, int from) {
    for (int i = from; i < octets.length; i++) {
      if (octets[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static CompletionStage<SaslStep> malformed(String detail) {
    return CompletableFuture.completedFuture(new SaslStep.Malformed(detail));
  }
}
