package org.yubin.entity;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.yubin.persistence.head.EntityId;

/**
 * The entities of a kind whose owners are in this process, for callers in the same process: these
 * need not go through sharding. It is a short cut only: an entity that is not here, or no longer
 * serves, is asked through sharding. Thread safe.
 *
 * @param <R> what callers use of one
 */
public final class Residents<R> {
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
}
