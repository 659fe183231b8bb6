package org.yubin.account.entity;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.MailboxTree;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.AccountId;

/**
 * The accounts of the cluster, each with one owner. Never blocks; a stage that fails shows a bug,
 * since refusals are values and an owner that cannot be reached in time is {@code UNAVAILABLE}.
 */
public interface Accounts {
  /**
   * Carries {@code command} out under {@code cause.request()}, to its end: a mailbox that was
   * created takes messages, one that was deleted is gone. A retry under the same request id within
   * 5 minutes changes nothing and gets an equal reply.
   */
  CompletionStage<Result<AccountReply>> execute(
      AccountId account, AccountCommand command, Cause cause);

  /** The confirmed tree: it holds whatever this or any session was told is done. */
  CompletionStage<Result<MailboxTree>> tree(AccountId account);

  /**
   * The tree as this node saw it last, if it knows one: so that a caller may begin what {@link
   * #tree} will most likely bear out, while that is under way.
   */
  default Optional<MailboxTree> remembered(AccountId account) {
    return Optional.empty();
  }
}
