package org.yubin.frontend.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * LOGIN, a mechanism that was never standardised (draft-murchison-sasl-login): the server asks for
 * the name, then for the password. An initial response is taken as the name.
 */
public final class LoginMechanism implements SaslMechanism {
  private static final int MAX_OCTETS = 4096;
  private static final byte[] NAME = "Username:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PASSWORD = "Password:".getBytes(StandardCharsets.US_ASCII);

  private final Authenticator authenticator;

  /** LOGIN whose passwords are checked by {@code authenticator}. */
  public LoginMechanism(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public String name() {
    return "LOGIN";
  }

  @Override
  public boolean needsTls() {
    return true;
  }

  @Override
  public Exchange begin(ClientAddress from) {
    return new Dialogue(from);
  }

  private final class Dialogue implements Exchange {
    private final ClientAddress from;
    private String name = "";

    Dialogue(ClientAddress from) {
      this.from = from;
    }

    @Override
    public byte[] firstChallenge() {
      return NAME.clone();
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] octets) {
      if (octets.length == 0 || octets.length > MAX_OCTETS) {
        return malformed("LOGIN: " + octets.length + " octets (expected: 1 to " + MAX_OCTETS + ")");
      }
      char[] text;
      try {
        CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
        text = new char[chars.remaining()];
        chars.get(text);
        Arrays.fill(chars.array(), '\0');
      } catch (CharacterCodingException e) {
        return malformed("LOGIN: expected UTF-8");
      } finally {
        Arrays.fill(octets, (byte) 0);
      }
      if (name.isEmpty()) {
        name = new String(text);
        return CompletableFuture.completedFuture(new SaslStep.Challenge(PASSWORD.clone()));
      }
      return authenticator
          .password(SaslName.prepared(name).orElse(""), text, from)
          .thenApply(SaslStep.Ended::new);
    }

    private static CompletionStage<SaslStep> malformed(String detail) {
      return CompletableFuture.completedFuture(new SaslStep.Malformed(detail));
    }
  }
}
