package org.yubin.account.entity.message;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import org.yubin.account.model.AccountCommand;
import org.yubin.entity.EntityMessage;
import org.yubin.mailbox.model.Cause;

/** What the gate of an account is asked; each may come from another node. */
public sealed interface AccountMessage extends EntityMessage {
  /** Decide, persist and carry out to the end; the answer holds an {@code AccountReply}. */
  record Execute(AccountCommand command, Cause cause, ActorRef<AccountAnswer> replyTo)
      implements AccountMessage {}

  /** The answer holds the {@link TreePage} that begins after this name. */
  record ReadTree(Optional<String> after, ActorRef<AccountAnswer> replyTo)
      implements AccountMessage {}
}
