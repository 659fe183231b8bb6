package org.yubin.persistence.id;

import java.util.UUID;

/**
 * Where new ids come from: {@link Ids#secure} in a node, a seeded sequence in tests of the models.
 */
@FunctionalInterface
public interface IdSource {
  /** 128 fresh random bits; all of them, no version or variant of RFC 9562 is stamped in. */
  UUID next();

  default AccountId newAccountId() {
    return new AccountId(next());
  }

  default MailboxId newMailboxId() {
    return new MailboxId(next());
  }

  default EmailId newEmailId() {
    return new EmailId(next());
  }

  default BlobId newBlobId() {
    return new BlobId(next());
  }
}
