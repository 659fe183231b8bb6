package org.yubin.entity;

import akka.actor.typed.RecipientRef;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.yubin.persistence.head.EntityId;

/**
 * The entities of a kind whose owners are in this process, for callers in the same process: these
 * need not go through sharding. It is a short cut only: an entity that is not here, or no longer
 * serves, is asked through sharding. Thread safe.
 *
 * @param <R> what callers use of one
 */
public final class Residents<R extends Resident<?>> {
  private final ConcurrentMap<EntityId, R> residents = new ConcurrentHashMap<>();

  /** It serves from now on, in the place of one of the same id. */
  public void enter(EntityId id, R resident) {
    residents.put(id, resident);
  }

  /** It has ended; harmless if it never entered, or another has come in its place. */
  public void leave(EntityId id, R resident) {
    residents.remove(id, resident);
  }

  /** The one of this id, which may have ceased to serve. */
  public Optional<R> find(EntityId id) {
    return Optional.ofNullable(residents.get(id));
  }

  /**
   * Where a message to an entity goes: to its gate, without another hop, if it serves here.
   *
   * @param elsewhere the way through sharding
   */
  public RecipientRef<EntityMessage> gate(
      EntityId id, Supplier<RecipientRef<EntityMessage>> elsewhere) {
    R resident = residents.get(id);
    return resident != null && resident.owner().serves() ? resident.gate() : elsewhere.get();
  }
}
