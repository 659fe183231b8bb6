package org.yubin.mailbox.model;

/** Fills a page row by row. */
final class PageBuilder {
  private final int number;
  private final FixedColumns.Builder fixed = new FixedColumns.Builder();
  private final ChangingColumns.Builder changing = new ChangingColumns.Builder();

  PageBuilder(int number) {
    this.number = number;
  }

  boolean isFull() {
    return fixed.rows() == Page.ROWS;
  }

  boolean isEmpty() {
    return fixed.rows() == 0;
  }

  /** Adds all rows of a page, expunged ones too. */
  PageBuilder addAll(Page page) {
    for (int row = 0; row < page.rows(); row++) {
      fixed.add(page.fixed(), row);
      if (page.isLive(row)) {
        addChanging(page, row);
      } else {
        changing.addExpunged();
      }
    }
    return this;
  }

  /** Adds the rows of a page that are not expunged. */
  PageBuilder addLive(Page page) {
    for (int row = 0; row < page.rows(); row++) {
      if (page.isLive(row)) {
        fixed.add(page.fixed(), row);
        addChanging(page, row);
      }
    }
    return this;
  }

  PageBuilder add(long uid, ArrivedMessage message, long modSeq, long saveDateEpochSecond) {
    fixed.add(
        uid,
        message.emailId(),
        message.sizeOctets(),
        message.internalDate(),
        saveDateEpochSecond,
        message.threadId(),
        message.messageIdHash());
    changing.add(modSeq, message.flags().systemBits(), message.flags().keywords());
    return this;
  }

  private void addChanging(Page page, int row) {
    ChangingColumns from = page.changing();
    changing.add(from.modSeq(row), from.systemBits(row), from.keywords(row));
  }

  Page build() {
    return new Page(number, fixed.build(), changing.build());
  }
}
