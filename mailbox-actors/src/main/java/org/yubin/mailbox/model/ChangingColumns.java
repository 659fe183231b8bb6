package org.yubin.mailbox.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What changes of the messages of a page: which of its rows are still there, their mod-sequences,
 * their flags. Immutable; a change makes new columns. About 9 octets a message, 13 where a page
 * knows keywords.
 */
public final class ChangingColumns {
  private final long[] modSeqs;
  private final byte[] systemBits;
  private final KeywordSet @Nullable [] keywords;
  private final RowMask live;

  private ChangingColumns(Builder from) {
    modSeqs = Arrays.copyOf(from.modSeqs, from.rows);
    systemBits = Arrays.copyOf(from.systemBits, from.rows);
    keywords = from.keywords == null ? null : Arrays.copyOf(from.keywords, from.rows);
    live = from.live;
  }

  public int rows() {
    return modSeqs.length;
  }

  public boolean isLive(int row) {
    return live.has(row);
  }

  RowMask live() {
    return live;
  }

  /** The mod-sequence of the last change; 0 for a row that is expunged. */
  public long modSeq(int row) {
    return modSeqs[row];
  }

  public int systemBits(int row) {
    return systemBits[row];
  }

  public KeywordSet keywords(int row) {
    return keywords == null ? KeywordSet.EMPTY : keywords[row];
  }

  public Flags flags(int row) {
    return new Flags(systemBits[row], keywords(row));
  }

  /** A builder that holds these rows. */
  Builder change() {
    Builder builder = new Builder();
    for (int row = 0; row < rows(); row++) {
      if (isLive(row)) {
        builder.add(modSeqs[row], systemBits[row], keywords(row));
      } else {
        builder.addExpunged();
      }
    }
    return builder;
  }

  /** Collects up to {@link Page#ROWS} rows and changes them. */
  public static final class Builder {
    private final long[] modSeqs = new long[Page.ROWS];
    private final byte[] systemBits = new byte[Page.ROWS];
    private KeywordSet @Nullable [] keywords;
    private RowMask live = RowMask.NONE;
    private int rows;

    public Builder add(long modSeq, int bits, KeywordSet set) {
      live = live.with(rows);
      put(rows++, modSeq, bits, set);
      return this;
    }

    /** Adds a row that is no longer there. */
    public Builder addExpunged() {
      rows++;
      return this;
    }

    void put(int row, long modSeq, int bits, KeywordSet set) {
      modSeqs[row] = modSeq;
      systemBits[row] = (byte) new Flags(bits, set).systemBits();
      KeywordSet[] column = keywords;
      if (column == null && !set.isEmpty()) {
        column = new KeywordSet[Page.ROWS];
        Arrays.fill(column, KeywordSet.EMPTY);
        keywords = column;
      }
      if (column != null) {
        column[row] = set;
      }
    }

    void expunge(int row) {
      live = live.without(row);
      put(row, 0, 0, KeywordSet.EMPTY);
    }

    public ChangingColumns build() {
      return new ChangingColumns(this);
    }
  }
}
