package org.yubin.mailbox.codec;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.yubin.mailbox.model.ChangingColumns;
import org.yubin.mailbox.model.FixedColumns;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.KeywordSet;
import org.yubin.mailbox.model.Page;
import org.yubin.persistence.id.EmailId;
import org.yubin.proto.mailbox.StoredChangingPage;
import org.yubin.proto.mailbox.StoredFixedPage;
import org.yubin.proto.mailbox.StoredKeywords;

/**
 * The columns of a page as octets: differences rather than values, nothing for what is the rule.
 */
final class PageCodec {
  private static final int FORMAT = 1;
  private static final int ID_OCTETS = 16;

  private PageCodec() {}

  static byte[] fixed(FixedColumns columns) {
    int rows = columns.rows();
    StoredFixedPage.Builder out = StoredFixedPage.newBuilder().setFormat(FORMAT);
    ByteBuffer ids = ByteBuffer.allocate(rows * ID_OCTETS);
    boolean zones = false;
    long uid = 0;
    long internal = 0;
    long saved = 0;
    for (int row = 0; row < rows; row++) {
      InternalDate date = columns.internalDate(row);
      UUID id = columns.emailId(row).value();
      ids.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      out.addUidSteps((int) (columns.uid(row) - uid));
      out.addSizes((int) columns.sizeOctets(row));
      out.addInternalSteps(date.epochSecond() - internal);
      out.addSaveSteps(columns.saveDateEpochSecond(row) - saved);
      out.addThreadIds(columns.threadId(row));
      out.addMessageIdHashes(columns.messageIdHash(row));
      zones |= date.zoneMinutes() != 0;
      uid = columns.uid(row);
      internal = date.epochSecond();
      saved = columns.saveDateEpochSecond(row);
    }
    for (int row = 0; zones && row < rows; row++) {
      out.addZoneMinutes(columns.internalDate(row).zoneMinutes());
    }
    return out.setEmailIds(ByteString.copyFrom(ids.flip())).build().toByteArray();
  }

  static FixedColumns fixed(StoredFixedPage in) {
    int rows = in.getUidStepsCount();
    boolean zones = in.getZoneMinutesCount() > 0;
    check(in.getFormat() == FORMAT, "format " + in.getFormat());
    check(rows >= 1 && rows <= Page.ROWS, rows + " rows");
    check(in.getEmailIds().size() == rows * ID_OCTETS, "email ids");
    check(in.getSizesCount() == rows, "sizes");
    check(in.getInternalStepsCount() == rows, "internal dates");
    check(in.getSaveStepsCount() == rows, "save dates");
    check(in.getThreadIdsCount() == rows, "thread ids");
    check(in.getMessageIdHashesCount() == rows, "message-id hashes");
    check(!zones || in.getZoneMinutesCount() == rows, "zones");
    ByteBuffer ids = in.getEmailIds().asReadOnlyByteBuffer();
    FixedColumns.Builder columns = new FixedColumns.Builder();
    long uid = 0;
    long internal = 0;
    long saved = 0;
    for (int row = 0; row < rows; row++) {
      uid += Integer.toUnsignedLong(in.getUidSteps(row));
      internal += in.getInternalSteps(row);
      saved += in.getSaveSteps(row);
      columns.add(
          uid,
          new EmailId(new UUID(ids.getLong(), ids.getLong())),
          Integer.toUnsignedLong(in.getSizes(row)),
          new InternalDate(internal, zones ? in.getZoneMinutes(row) : 0),
          saved,
          in.getThreadIds(row),
          in.getMessageIdHashes(row));
    }
    return columns.build();
  }

  static byte[] changing(ChangingColumns columns) {
    StoredChangingPage.Builder out =
        StoredChangingPage.newBuilder().setFormat(FORMAT).setRows(columns.rows());
    ByteString.Output bits = ByteString.newOutput();
    long modSeq = 0;
    for (int row = 0; row < columns.rows(); row++) {
      if (!columns.isLive(row)) {
        out.addExpungedRows(row);
        continue;
      }
      out.addModSeqSteps(columns.modSeq(row) - modSeq);
      modSeq = columns.modSeq(row);
      bits.write(columns.systemBits(row));
      KeywordSet keywords = columns.keywords(row);
      if (!keywords.isEmpty()) {
        StoredKeywords.Builder named = StoredKeywords.newBuilder().setRow(row);
        keywords.forEach(named::addNumbers);
        out.addKeywords(named);
      }
    }
    return out.setSystemBits(bits.toByteString()).build().toByteArray();
  }

  static ChangingColumns changing(StoredChangingPage in) {
    int rows = in.getRows();
    check(in.getFormat() == FORMAT, "format " + in.getFormat());
    check(rows >= 1 && rows <= Page.ROWS, rows + " rows");
    boolean[] expunged = new boolean[rows];
    for (int row : in.getExpungedRowsList()) {
      check(row >= 0 && row < rows && !expunged[row], "expunged row " + row);
      expunged[row] = true;
    }
    int live = rows - in.getExpungedRowsCount();
    check(in.getModSeqStepsCount() == live, "modseqs");
    check(in.getSystemBits().size() == live, "flags");
    KeywordSet[] keywords = new KeywordSet[rows];
    for (StoredKeywords named : in.getKeywordsList()) {
      int row = named.getRow();
      check(row >= 0 && row < rows && !expunged[row], "keywords of row " + row);
      keywords[row] = Values.keywords(named.getNumbersList());
    }
    ChangingColumns.Builder columns = new ChangingColumns.Builder();
    long modSeq = 0;
    int next = 0;
    for (int row = 0; row < rows; row++) {
      if (expunged[row]) {
        columns.addExpunged();
      } else {
        modSeq += in.getModSeqSteps(next);
        KeywordSet set = keywords[row] == null ? KeywordSet.EMPTY : keywords[row];
        Flags flags = new Flags(in.getSystemBits().byteAt(next), set);
        columns.add(modSeq, flags.systemBits(), flags.keywords());
        next++;
      }
    }
    return columns.build();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("page: " + what);
    }
  }
}
