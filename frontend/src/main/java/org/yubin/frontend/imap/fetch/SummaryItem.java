package org.yubin.frontend.imap.fetch;

import org.yubin.frontend.imap.wire.ImapWriter;

/** The items that the summary answers (RFC 3501 §6.4.5). */
enum SummaryItem implements FetchItem.Direct {
  ENVELOPE {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      EnvelopeData.write(message.summary().envelope(), out);
    }
  },
  /** BODYSTRUCTURE without its extension data. */
  BODY {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      BodyStructureData.write(message.summary().body(), false, out);
    }
  },
  BODYSTRUCTURE {
    @Override
    void value(FetchedMessage message, ImapWriter out) {
      BodyStructureData.write(message.summary().body(), true, out);
    }
  };

  abstract void value(FetchedMessage message, ImapWriter out);

  @Override
  public Source source() {
    return Source.SUMMARY;
  }

  @Override
  public boolean fixed() {
    return true;
  }

  @Override
  public void write(FetchedMessage message, ImapWriter out) {
    out.atom(name()).sp();
    value(message, out);
  }
}
