package org.yubin.mailbox.model;

import java.util.Arrays;
import java.util.UUID;
import org.yubin.persistence.id.EmailId;

/**
 * What never changes of the messages of a page, one array a column, ascending by UID. Shared by
 * every state, view and snapshot that holds the page. About 58 octets a message.
 */
public final class FixedColumns {
  private final int[] uids;
  private final long[] emailHigh;
  private final long[] emailLow;
  private final int[] sizes;
  private final long[] internalSeconds;
  private final short[] zoneMinutes;
  private final long[] saveSeconds;
  private final long[] threadIds;
  private final long[] messageIdHashes;

  private FixedColumns(Builder from) {
    int n = from.rows;
    uids = Arrays.copyOf(from.uids, n);
    emailHigh = Arrays.copyOf(from.emailHigh, n);
    emailLow = Arrays.copyOf(from.emailLow, n);
    sizes = Arrays.copyOf(from.sizes, n);
    internalSeconds = Arrays.copyOf(from.internalSeconds, n);
    zoneMinutes = Arrays.copyOf(from.zoneMinutes, n);
    saveSeconds = Arrays.copyOf(from.saveSeconds, n);
    threadIds = Arrays.copyOf(from.threadIds, n);
    messageIdHashes = Arrays.copyOf(from.messageIdHashes, n);
  }

  public int rows() {
    return uids.length;
  }

  public long uid(int row) {
    return Integer.toUnsignedLong(uids[row]);
  }

  public EmailId emailId(int row) {
    return new EmailId(new UUID(emailHigh[row], emailLow[row]));
  }

  public boolean hasEmailId(int row, UUID id) {
    return emailLow[row] == id.getLeastSignificantBits()
        && emailHigh[row] == id.getMostSignificantBits();
  }

  public long sizeOctets(int row) {
    return Integer.toUnsignedLong(sizes[row]);
  }

  public InternalDate internalDate(int row) {
    return new InternalDate(internalSeconds[row], zoneMinutes[row]);
  }

  /** INTERNALDATE in seconds since 1970-01-01T00:00Z. */
  public long internalEpochSecond(int row) {
    return internalSeconds[row];
  }

  /** The day of INTERNALDATE in its own zone, counted from 1970-01-01. */
  public long internalDay(int row) {
    return Math.floorDiv(internalSeconds[row] + zoneMinutes[row] * 60L, 86_400L);
  }

  public long saveDateEpochSecond(int row) {
    return saveSeconds[row];
  }

  public long threadId(int row) {
    return threadIds[row];
  }

  public long messageIdHash(int row) {
    return messageIdHashes[row];
  }

  /** The first row whose UID is not below the given one; {@link #rows()} if there is none. */
  int rowFrom(long uid) {
    int low = 0;
    int high = uids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (uid(middle) < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Collects up to {@link Page#ROWS} rows, ascending by UID. */
  public static final class Builder {
    private final int[] uids = new int[Page.ROWS];
    private final long[] emailHigh = new long[Page.ROWS];
    private final long[] emailLow = new long[Page.ROWS];
    private final int[] sizes = new int[Page.ROWS];
    private final long[] internalSeconds = new long[Page.ROWS];
    private final short[] zoneMinutes = new short[Page.ROWS];
    private final long[] saveSeconds = new long[Page.ROWS];
    private final long[] threadIds = new long[Page.ROWS];
    private final long[] messageIdHashes = new long[Page.ROWS];
    private int rows;

    public int rows() {
      return rows;
    }

    /**
     * Adds a message.
     *
     * @throws IllegalArgumentException if its UID does not ascend
     */
    public Builder add(
        long uid,
        EmailId emailId,
        long sizeOctets,
        InternalDate internalDate,
        long saveDateEpochSecond,
        long threadId,
        long messageIdHash) {
      if (rows > 0 && uid <= Integer.toUnsignedLong(uids[rows - 1])) {
        throw new IllegalArgumentException("uid: " + uid + " (expected: above the one before it)");
      }
      MessageLimits.checkSize(sizeOctets);
      uids[rows] = (int) new Uid(uid).value();
      emailHigh[rows] = emailId.value().getMostSignificantBits();
      emailLow[rows] = emailId.value().getLeastSignificantBits();
      sizes[rows] = (int) sizeOctets;
      internalSeconds[rows] = internalDate.epochSecond();
      zoneMinutes[rows] = (short) internalDate.zoneMinutes();
      saveSeconds[rows] = saveDateEpochSecond;
      threadIds[rows] = threadId;
      messageIdHashes[rows] = messageIdHash;
      rows++;
      return this;
    }

    /** Adds a row of another page. */
    Builder add(FixedColumns from, int row) {
      uids[rows] = from.uids[row];
      emailHigh[rows] = from.emailHigh[row];
      emailLow[rows] = from.emailLow[row];
      sizes[rows] = from.sizes[row];
      internalSeconds[rows] = from.internalSeconds[row];
      zoneMinutes[rows] = from.zoneMinutes[row];
      saveSeconds[rows] = from.saveSeconds[row];
      threadIds[rows] = from.threadIds[row];
      messageIdHashes[rows] = from.messageIdHashes[row];
      rows++;
      return this;
    }

    public FixedColumns build() {
      return new FixedColumns(this);
    }
  }
}
