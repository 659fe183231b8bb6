package org.yubin.entity;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Bounds of a gate and its log; read from {@code yubin.mailbox.entity} or {@code
 * yubin.account.entity}.
 *
 * @param batchCommands most commands in one write
 * @param batchOctets about the most octets in one write
 * @param pendingCommands most commands that wait for a write; more are refused as unavailable
 * @param pendingReads most reads that wait for a confirmation; more are refused as unavailable
 * @param stepTimeout how long a write, a confirming read or a step of the recovery may take; past
 *     it the epoch ends
 * @param tick how often limits, idleness and heartbeats are looked at
 * @param idleAfter how long a gate without callers stays
 * @param snapshotEvents a snapshot is written when that many events lie behind the last
 * @param chainLogs a recovery along more closed logs than this writes a snapshot before it pins
 * @param chainEvents a recovery that replays more events than this writes a snapshot before it pins
 */
public record EntitySettings(
    int batchCommands,
    int batchOctets,
    int pendingCommands,
    int pendingReads,
    Duration stepTimeout,
    Duration tick,
    Duration idleAfter,
    int snapshotEvents,
    int chainLogs,
    int chainEvents) {

  /** Reads the block of that name, which the reference configuration fills. */
  public static EntitySettings from(Config config) {
    return new EntitySettings(
        config.getInt("batch-commands"),
        config.getBytes("batch-octets").intValue(),
        config.getInt("pending-commands"),
        config.getInt("pending-reads"),
        config.getDuration("step-timeout"),
        config.getDuration("tick"),
        config.getDuration("idle-after"),
        config.getInt("snapshot-events"),
        config.getInt("chain-logs"),
        config.getInt("chain-events"));
  }
}
