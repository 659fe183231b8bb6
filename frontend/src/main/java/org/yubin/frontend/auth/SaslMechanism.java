package org.yubin.frontend.auth;

import java.util.concurrent.CompletionStage;

/** A way to authenticate (RFC 4422). One object serves all connections. */
public interface SaslMechanism {
  /** The registered name, such as {@code PLAIN}. */
  String name();

  /** Whether it shows a password to whoever listens: then it is offered over TLS only. */
  boolean needsTls();

  /** Begins an exchange with one client. */
  Exchange begin(ClientAddress from);

  /** One client's exchange; a command at a time. */
  interface Exchange {
    /**
     * What a client that has sent no initial response is sent first: nothing, where it is for the
     * client to begin (RFC 4422 §5).
     */
    default byte[] firstChallenge() {
      return new byte[0];
    }

    /**
     * Takes what the client sent, decoded from base64: first its initial response, or its answer to
     * an empty challenge where the protocol carried none.
     */
    CompletionStage<SaslStep> respond(byte[] octets);
  }
}
