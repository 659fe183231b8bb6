package org.yubin.mailbox.codec;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Stamp;

/**
 * Puts events together from the rows of a log, and checks that each row follows the one before it:
 * number, hash, time. Used by one thread at a time.
 *
 * <p>An event of several rows counts at the one marked {@code commit}. Rows without their commit
 * were left by an owner that ended between them: the next event drops them. It may be numbered
 * behind them (they are in the log) or in their place (the log was closed before them).
 */
public final class EventAssembler {
  private static final long MAX_EVENT_OCTETS = 512L * 1024 * 1024;

  private LogTip committed;
  private LogTip last;
  private @Nullable OpenEvent open;
  private long rowsCommitted;
  private long rowsSeen;

  /** Reads on behind a position of the log. */
  public EventAssembler(LogTip from) {
    committed = from;
    last = from;
  }

  /**
   * A whole event.
   *
   * @param body its octets, for the codec of its entity
   * @param tip where the log ends with it
   */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way; never compared, never changed
  public record Whole(int kind, Stamp stamp, byte[] body, LogTip tip) {}

  private record OpenEvent(RequestId request, int kind, int parts, ByteArrayOutputStream body) {}

  /** How many of the rows belong to whole events, or stand before one. */
  public long committedRows() {
    return rowsCommitted;
  }

  /**
   * Takes the next row.
   *
   * @return the event that this row completes
   * @throws MalformedException if the row cannot be read or does not follow
   */
  public Optional<Whole> accept(byte[] octets) {
    Envelope row = EnvelopeCodec.decode(octets);
    checkFollows(row);
    OpenEvent event = row.part() == 0 ? begin(row) : goOn(row);
    event.body().writeBytes(row.body());
    if (event.body().size() > MAX_EVENT_OCTETS) {
      throw new MalformedException("event at " + row.at() + ": more than 512 MiB");
    }
    last = new LogTip(row.at(), row.timeMicros(), EnvelopeCodec.hash(octets));
    rowsSeen++;
    if (!row.commit()) {
      open = event;
      return Optional.empty();
    }
    open = null;
    committed = last;
    rowsCommitted = rowsSeen;
    return Optional.of(new Whole(row.kind(), row.stamp(), event.body().toByteArray(), last));
  }

  private static OpenEvent begin(Envelope row) {
    return new OpenEvent(
        row.cause().request(), row.kind(), 1, new ByteArrayOutputStream(row.body().length));
  }

  private OpenEvent goOn(Envelope row) {
    OpenEvent event = open;
    if (event == null
        || event.parts() != row.part()
        || event.kind() != row.kind()
        || !event.request().equals(row.cause().request())) {
      throw new MalformedException(
          "row at %s: part %d of request %s follows no part %d of it"
              .formatted(row.at(), row.part(), row.cause().request(), row.part() - 1));
    }
    return new OpenEvent(event.request(), event.kind(), event.parts() + 1, event.body());
  }

  private void checkFollows(Envelope row) {
    boolean replaces = row.part() == 0 && follows(row, committed);
    if (!replaces && !follows(row, last)) {
      throw new MalformedException(
          "row at %s, time %d, previous hash %s (expected: after %s)"
              .formatted(row.at(), row.timeMicros(), row.previous(), last));
    }
  }

  private static boolean follows(Envelope row, LogTip tip) {
    return row.at().sequence() == tip.at().sequence() + 1
        && row.at().epoch() >= tip.at().epoch()
        && row.previous().equals(tip.hash())
        && row.timeMicros() >= tip.timeMicros();
  }
}
