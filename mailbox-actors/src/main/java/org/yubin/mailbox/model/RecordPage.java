package org.yubin.mailbox.model;

import java.util.List;

/**
 * Some of the records asked for, ascending by UID.
 *
 * @param rest those not answered yet: ask again with them
 */
public record RecordPage(
    List<MessageRecord> records, UidSet rest, KeywordTable keywords, Position at) {
  /** Most records of a page: it then stays below 128 KiB between nodes. */
  public static final int MAX_RECORDS = 1024;

  public RecordPage {
    records = List.copyOf(records);
  }
}
