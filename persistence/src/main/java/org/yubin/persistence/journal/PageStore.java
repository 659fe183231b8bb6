package org.yubin.persistence.journal;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.SnapshotRef;

/**
 * Incremental snapshots: each writes the pages that changed and a small manifest. They are not
 * fenced by themselves: what counts is the snapshot that the head points to ({@code
 * Heads.pointSnapshot}), and the key of a snapshot carries its writer's epoch.
 *
 * <p>For time travel, a manifest ({@code e}, {@code s}) counts if epoch {@code e} has a pinned end
 * of at least {@code s}, or if the head points to it: others were written by owners that had been
 * superseded. Any thread; never blocks.
 */
public interface PageStore {

  /**
   * Writes a snapshot: the pages that are not the {@link PagedState#samePage same} in {@code base},
   * then the manifest. Once the stage has completed, all of it is durable at LOCAL_QUORUM, and the
   * head may point to it.
   *
   * @param at the writer's epoch and the sequence number of the last event in the state
   * @param takenAt time of that event; the ladder goes by it
   * @param base the snapshot before, which the head points to (or pointed to when this owner loaded
   *     it); empty to write all pages
   */
  CompletionStage<Snapshot> write(
      EntityId id, SnapshotRef at, Instant takenAt, PagedState state, Optional<Snapshot> base);

  /**
   * Reads a snapshot. Fails with {@link SnapshotDamagedException} if the manifest or a page is
   * missing or not what its hash says.
   */
  CompletionStage<LoadedSnapshot> load(EntityId id, SnapshotRef at);

  /** The manifests that are kept, ascending; see above which of them count. */
  CompletionStage<List<Taken>> manifests(EntityId id);

  /**
   * Thins the manifests into a ladder ({@link Ladder}: dense near {@code now}, sparse far back, the
   * oldest kept for ever), and deletes pages that no kept manifest refers to. Manifests before
   * {@code pointed} that do not count are deleted too. The owner calls it, never twice at a time.
   *
   * @param pointed the snapshot that the head points to; it and later ones are never touched
   * @param ends all ends ({@code Heads.ends}): they tell which manifests count
   * @return how many manifests were deleted
   */
  CompletionStage<Integer> thin(
      EntityId id, SnapshotRef pointed, NavigableMap<Long, Long> ends, Instant now);

  /** A kept manifest and the time of the last event in it. */
  record Taken(SnapshotRef at, Instant takenAt) {}
}
