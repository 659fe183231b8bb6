package org.yubin.frontend.imap.fetch;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.FlagLines;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;

/** Writes every FETCH response (RFC 3501 §7.4.2): the one door for message data. */
public final class FetchResponse {
  private static final Logger LOG = LoggerFactory.getLogger(FetchResponse.class);

  private FetchResponse() {}

  /** A whole line that tells of a message's flags, as pushes and STORE do. */
  public static void flags(
      ImapWriter out,
      long seq,
      MessageRecord message,
      KeywordTable keywords,
      boolean recent,
      FlagLines.Parts parts) {
    begin(out, seq);
    if (parts.uid()) {
      out.atom("UID ").number(message.uid().value());
    }
    if (parts.flags()) {
      out.atom(parts.uid() ? " FLAGS " : "FLAGS ").flagList(message.flags(), keywords, recent);
    }
    if (parts.modSeq()) {
      out.atom(parts.uid() || parts.flags() ? " MODSEQ (" : "MODSEQ (");
      out.number64(message.modSeq().value()).close();
    }
    end(out);
  }

  /**
   * A whole line of items that are written at once.
   *
   * @param items each a {@link FetchItem.Direct}
   */
  static void write(ImapWriter out, FetchedMessage message, List<FetchItem> items) {
    begin(out, message.seq());
    boolean first = true;
    for (FetchItem item : items) {
      if (!first) {
        out.sp();
      }
      first = false;
      ((FetchItem.Direct) item).write(message, out);
    }
    end(out);
  }

  /**
   * A whole line of any items, at the pace of the client. If it fails before the line has begun,
   * nothing was written; after that the connection is of no more use, and is closed.
   */
  static CompletionStage<Void> write(
      Session session, FetchedMessage message, List<FetchItem> items) {
    List<FetchValue> values = new ArrayList<>(items.size());
    return Steps.whileTrue(
            session.executor(),
            () ->
                items
                    .get(values.size())
                    .value(message)
                    .thenApply(
                        value -> {
                          values.add(value);
                          return values.size() < items.size();
                        }))
        .thenCompose(ready -> line(session, message.seq(), values));
  }

  private static CompletionStage<Void> line(Session session, long seq, List<FetchValue> values) {
    begin(session.out(), seq);
    int[] next = {0};
    return Steps.whileTrue(
            session.executor(),
            () -> {
              if (next[0] > 0) {
                session.out().sp();
              }
              return values
                  .get(next[0]++)
                  .write(session)
                  .thenApply(done -> next[0] < values.size());
            })
        .thenAccept(done -> end(session.out()))
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(broken(session, failure)));
  }

  /** A line that cannot be finished: the client could not tell what follows from the literal. */
  private static ClosedChannelException broken(Session session, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ClosedChannelException gone) {
      return gone;
    }
    LOG.atWarn()
        .addKeyValue("session", session.id())
        .setCause(failure)
        .log("imap response cut off");
    ClosedChannelException closed = new ClosedChannelException();
    closed.initCause(failure);
    return closed;
  }

  private static void begin(ImapWriter out, long seq) {
    out.untagged().number(seq).atom(" FETCH ").open();
  }

  private static void end(ImapWriter out) {
    out.close().crlf();
  }
}
