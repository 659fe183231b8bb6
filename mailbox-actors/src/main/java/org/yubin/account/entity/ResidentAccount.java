package org.yubin.account.entity;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Owner;
import org.yubin.entity.Resident;

/** An account whose owner is in this process. Reads of it need no message. Thread safe. */
record ResidentAccount(ActorRef<EntityMessage> gate, Owner<LoggedAccount, ?, ?> owner)
    implements Resident<LoggedAccount> {
  /** The account, confirmed; empty: ask the gate. */
  CompletionStage<Optional<LoggedAccount>> read() {
    return owner.readNow().thenApply(read -> read.filter(it -> it.state().initialised()));
  }
}
