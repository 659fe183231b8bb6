package org.yubin.mailbox.model;

import org.yubin.persistence.id.AccountId;

/**
 * Who changed a mailbox, and how: the audit trail, kept in each event and nowhere else. Texts are
 * cut to 512 characters.
 *
 * @param account the account whose rights were used
 * @param identity the authenticated identity, empty for a delivery
 * @param session the session's id, as in the logs
 * @param clientAddress address and port of the client, or of the delivering host
 * @param clientId what the client said of itself (RFC 2971), or empty
 * @param command the protocol command, such as {@code UID STORE} or {@code LMTP}
 * @param request the key of retries
 */
public record Cause(
    AccountId account,
    String identity,
    String session,
    String clientAddress,
    String clientId,
    String command,
    RequestId request) {
  /** Longest text, in characters. */
  public static final int MAX_TEXT = 512;

  public Cause {
    identity = cut(identity);
    session = cut(session);
    clientAddress = cut(clientAddress);
    clientId = cut(clientId);
    command = cut(command);
  }

  /** The same under another request id. */
  public Cause withRequest(RequestId other) {
    return new Cause(account, identity, session, clientAddress, clientId, command, other);
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
    return text.substring(0, splitsPair ? MAX_TEXT - 1 : MAX_TEXT);
  }
}
