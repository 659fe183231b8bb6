package org.yubin.account.entity;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Owner;

/**
 * An account whose owner serves in this process, as the desk of its gate has put it forward. Reads
 * of it need no message. Thread safe.
 */
record ResidentAccount(ActorRef<EntityMessage> gate, Owner<LoggedAccount, ?, ?> owner) {
  /** The account, confirmed; empty: ask the gate. */
  CompletionStage<Optional<LoggedAccount>> read() {
    return owner.readNow().thenApply(read -> read.filter(it -> it.state().initialised()));
  }
}
