package org.yubin.entity;

import java.time.InstantSource;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.journal.LogReader;
import org.yubin.persistence.journal.PageStore;

/**
 * What a gate needs of the outside.
 *
 * @param heads head rows and epochs
 * @param logs closed logs and the last one, as recovery reads them
 * @param pages snapshots
 * @param clock measures how long steps take and how long nobody asked
 * @param points where attacks in tests may pause an owner; {@link FencePoints#NONE} in service
 * @param measures told what gates do
 */
public record EntityPorts(
    Heads heads,
    LogReader logs,
    PageStore pages,
    InstantSource clock,
    EntitySettings settings,
    FencePoints points,
    EntityMeasures measures) {

  /** With nobody who measures. */
  public EntityPorts(
      Heads heads,
      LogReader logs,
      PageStore pages,
      InstantSource clock,
      EntitySettings settings,
      FencePoints points) {
    this(heads, logs, pages, clock, settings, points, EntityMeasures.NONE);
  }
}
