package org.yubin.frontend.mime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/**
 * The numbers that a mailbox keeps of a message's references: 64 bits of an HMAC-SHA-256 under the
 * account's (random) id. The same message has the same numbers wherever in the account it is put,
 * and others in every other account.
 */
public final class MessageKeys {
  private static final String MAC = "HmacSHA256";

  private MessageKeys() {}

  /**
   * The thread (RFC 8474 §5.2): of its root reference; a message without any is a thread of its
   * own.
   */
  public static long threadId(AccountId account, EmailId email, MessageSummary summary) {
    return summary
        .rootReference()
        .map(root -> hash(account, "thread", root))
        .orElseGet(() -> hash(account, "alone", Octets.latin1(email.toString())));
  }

  /** Of the Message-ID field; 0 if there is none. */
  public static long messageIdHash(AccountId account, MessageSummary summary) {
    Optional<Octets> id = summary.messageId();
    return id.map(value -> hash(account, "message-id", value)).orElse(0L);
  }

  private static long hash(AccountId account, String purpose, Octets value) {
    UUID key = account.value();
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(
          new SecretKeySpec(
              ByteBuffer.allocate(16)
                  .putLong(key.getMostSignificantBits())
                  .putLong(key.getLeastSignificantBits())
                  .array(),
              MAC));
      mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 0);
      return ByteBuffer.wrap(mac.doFinal(value.toByteArray())).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MAC + " is part of every JDK", e);
    }
  }
}
