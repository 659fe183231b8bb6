package org.yubin.persistence.directory;

import java.time.Instant;
import org.yubin.persistence.id.AccountId;

/**
 * An account as the directory knows it.
 *
 * @param name what its owner logs in with; unique, lower case, NFC
 * @param domain the domain that it belongs to, lower case; may be empty
 * @param credential opaque here: a PHC string (argon2id) or a SCRAM verifier
 */
public record AccountRecord(
    AccountId id, String name, String domain, boolean enabled, String credential, Instant created) {
  /** Never shows the credential: records end up in logs. */
  @Override
  public String toString() {
    return "AccountRecord[id=%s, name=%s, enabled=%s]".formatted(id, name, enabled);
  }
}
