package org.yubin.entity;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadState;
import org.yubin.persistence.id.AccountId;

/** Answers for a roll. */
final class RollDesk implements Desk<Roll> {
  /** Put a request on the roll. */
  record Add(UUID request, ActorRef<Roll.Told> replyTo) implements EntityMessage {}

  /** What is on the roll? Empty: try again. */
  record Read(ActorRef<Optional<List<Roll.Entry>>> replyTo) implements EntityMessage {}

  private static final Cause CAUSE =
      new Cause(new AccountId(new UUID(0, 1)), "", "", "", "", "", new RequestId(new UUID(0, 1)));

  /** A roll whose owner is in this process. */
  record Here(ActorRef<EntityMessage> gate, Owner<Roll, ?, ?> owner) implements Resident<Roll> {}

  private final EntityId id;
  private final Residents<Here> residents;
  private final Owner<Roll, Roll.Add, Roll.Told> owner;
  private final Here here;

  RollDesk(
      EntityId id,
      Residents<Here> residents,
      Owner<Roll, Roll.Add, Roll.Told> owner,
      ActorRef<EntityMessage> gate) {
    this.id = id;
    this.residents = residents;
    this.owner = owner;
    this.here = new Here(gate, owner);
  }

  @Override
  public void receive(EntityMessage message) {
    if (message instanceof Add add) {
      owner.execute(new Roll.Add(add.request()), CAUSE, add.replyTo()::tell);
    } else if (message instanceof Read read) {
      boolean held = owner.read(roll -> read.replyTo().tell(Optional.of(roll.entries())));
      if (!held) {
        read.replyTo().tell(Optional.empty());
      }
    }
  }

  @Override
  public void serving(Roll state, Counters counters) {
    residents.enter(id, here);
  }

  @Override
  public void confirmed(Roll before, Roll after) {}

  @Override
  public void tick() {}

  @Override
  public boolean idle() {
    return true;
  }

  @Override
  public HeadState headState(Roll state) {
    return HeadState.CLOSED;
  }

  @Override
  public Counters counters(Roll state) {
    return new Counters(state.size(), 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void stopped() {
    residents.leave(id, here);
  }
}
