package org.yubin.frontend.auth;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import java.util.Locale;
import java.util.Optional;

/** Names within SASL messages. */
final class SaslName {
  private static final Profile SASLPREP = new SASLprep();

  private SaslName() {}

  /** The name prepared as a query (RFC 4013 §2.5); empty if that fails or leaves nothing. */
  static Optional<String> prepared(String name) {
    try {
      String prepared = SASLPREP.prepareQuery(name);
      return prepared.isEmpty() ? Optional.empty() : Optional.of(prepared);
    } catch (IllegalArgumentException prohibited) {
      return Optional.empty();
    }
  }

  /** Whether an authorization identity is the authentication identity itself. */
  static boolean same(String authzid, String authcid) {
    return prepared(authzid)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .equals(prepared(authcid).map(name -> name.toLowerCase(Locale.ROOT)));
  }
}
