package org.yubin.frontend.lmtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;

/** Who is meant by RCPT TO. */
final class Recipients {
  private final AccountDirectory directory;

  Recipients(AccountDirectory directory) {
    this.directory = directory;
  }

  /** A recipient, or the reply that refuses it. */
  record Found(Optional<Recipient> recipient, Reply reply) {
    static Found refused(int code, String enhanced, String text) {
      return new Found(Optional.empty(), Reply.of(code, enhanced, text));
    }
  }

  /**
   * Looks a recipient up: the whole address first, then without its detail. Fails when the
   * directory cannot be read.
   */
  CompletionStage<Found> find(MailPath path) {
    return directory
        .resolve(path.address())
        .thenCompose(
            targets ->
                targets.isEmpty() && !path.addressWithoutDetail().equals(path.address())
                    ? directory
                        .resolve(path.addressWithoutDetail())
                        .thenCompose(plain -> known(path, path.detail(), plain))
                    : known(path, Optional.empty(), targets));
  }

  private CompletionStage<Found> known(
      MailPath path, Optional<String> detail, List<AccountId> targets) {
    CompletionStage<List<AccountRecord>> records =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (AccountId target : targets) {
      records =
          records.thenCombine(
              directory.byId(target),
              (found, record) -> {
                record.ifPresent(found::add);
                return found;
              });
    }
    return records.thenApply(
        found -> {
          if (found.isEmpty()) {
            return Found.refused(550, "5.1.1", "<" + path.written() + "> No such mailbox here");
          }
          List<AccountId> enabled =
              found.stream().filter(AccountRecord::enabled).map(AccountRecord::id).toList();
          if (enabled.isEmpty()) {
            return Found.refused(550, "5.2.1", "<" + path.written() + "> Mailbox is disabled");
          }
          return new Found(
              Optional.of(new Recipient(path.written(), detail, enabled)),
              Reply.of(250, "2.1.5", "Recipient ok"));
        });
  }
}
