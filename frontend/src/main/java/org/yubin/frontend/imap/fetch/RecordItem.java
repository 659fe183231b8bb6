package org.yubin.frontend.imap.fetch;

import org.yubin.frontend.imap.wire.ImapWriter;

/** The items that the mailbox itself answers (RFC 3501 §6.4.5). */
enum RecordItem implements FetchItem.Direct {
  FLAGS("FLAGS") {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      out.flagList(message.record().flags(), message.keywords(), message.recent());
    }
  },
  INTERNALDATE("INTERNALDATE") {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      out.dateTime(message.record().internalDate());
    }
  },
  SIZE("RFC822.SIZE") {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      out.number(message.record().sizeOctets());
    }
  },
  /** RFC 7162 §3.1.4.2. */
  MODSEQ("MODSEQ") {
    @Override
    public boolean showsModSeq() {
      return true;
    }

    @Override
    void value(FetchedMessage message, ImapWriter out) {
      out.open().number64(message.record().modSeq().value()).close();
    }
  },
  UID("UID") {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      out.number(message.record().uid().value());
    }
  };

  private final String word;

  RecordItem(String word) {
    this.word = word;
  }

  abstract void value(FetchedMessage message, ImapWriter out);

  String word() {
    return word;
  }

  @Override
  public Source source() {
    return Source.RECORD;
  }

  @Override
  public boolean fixed() {
    return this != FLAGS && this != MODSEQ;
  }

  @Override
  public void write(FetchedMessage message, ImapWriter out) {
    out.atom(word).sp();
    value(message, out);
  }
}
