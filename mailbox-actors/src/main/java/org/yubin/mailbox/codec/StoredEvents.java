package org.yubin.mailbox.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.Stamp;

/** Cuts an encoded event into rows of a log, none above {@link EnvelopeCodec#MAX_OCTETS}. */
public final class StoredEvents {
  /** Octets of an event in one row: what is left beside the longest envelope. */
  static final int PART_OCTETS = EnvelopeCodec.MAX_OCTETS - 16 * 1024;

  private StoredEvents() {}

  /**
   * A row and where the log ends with it.
   *
   * @param octets not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way; never compared, never changed
  public record Row(byte[] octets, LogTip tip) {}

  /**
   * The rows of an event behind a log; all of them must be persisted, in order, before it counts.
   *
   * @param epoch of the owner that writes them
   */
  public static List<Row> rows(LogTip before, long epoch, Stamp stamp, int kind, byte[] body) {
    List<Row> rows = new ArrayList<>();
    LogTip tip = before;
    int from = 0;
    do {
      int to = Math.min(body.length, from + PART_OCTETS);
      Envelope envelope =
          new Envelope(
              tip.at().next(epoch),
              tip.hash(),
              stamp.modSeq(),
              stamp.timeMicros(),
              stamp.cause(),
              kind,
              rows.size(),
              to == body.length,
              Arrays.copyOfRange(body, from, to));
      byte[] octets = EnvelopeCodec.encode(envelope);
      tip = new LogTip(envelope.at(), stamp.timeMicros(), EnvelopeCodec.hash(octets));
      rows.add(new Row(octets, tip));
      from = to;
    } while (from < body.length);
    return rows;
  }
}
