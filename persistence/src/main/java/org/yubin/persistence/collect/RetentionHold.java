package org.yubin.persistence.collect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.AccountId;

/** Accounts of which nothing may be removed for now, whatever the retention says. */
@FunctionalInterface
public interface RetentionHold {
  /** No account is held. */
  RetentionHold NONE = account -> CompletableFuture.completedFuture(false);

  /** Whether the account is held; a failure counts as yes for this time. */
  CompletionStage<Boolean> holds(AccountId account);
}
