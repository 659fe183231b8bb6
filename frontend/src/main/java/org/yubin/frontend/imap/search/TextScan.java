package org.yubin.frontend.imap.search;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.mime.HeaderDecoder;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.Extent;
import org.yubin.persistence.summary.Octets;

/**
 * A search for a text in the octets of one message: piece by piece, to the first hit. Headers are
 * decoded (RFC 2047), parts of type TEXT are freed from their transfer encoding and charset. What
 * is read and held at a time is a piece of a part. Runs on whatever thread reads arrive on.
 */
final class TextScan {
  private static final int PIECE_OCTETS = 256 * 1024;

  /** Of a header block no more is looked at. */
  private static final int MAX_HEADER_OCTETS = 1024 * 1024;

  private static final Executor SAME_THREAD = Runnable::run;

  private final MessageBody body;
  private final Needle needle;

  /** What is still to be read. */
  private final Deque<Place> places = new ArrayDeque<>();

  private record Place(BodyPart part, boolean isHeader) {}

  private TextScan(MessageBody body, Needle needle) {
    this.body = body;
    this.needle = needle;
  }

  /**
   * Whether the message contains the text.
   *
   * @param header whether its own header counts
   */
  static CompletionStage<Boolean> of(MessageBody body, Needle needle, boolean header) {
    TextScan scan = new TextScan(body, needle);
    if (header) {
      scan.places.add(new Place(body.summary().body(), true));
    }
    scan.collect(body.summary().body());
    return scan.run();
  }

  private void collect(BodyPart part) {
    if (part instanceof BodyPart.Message message) {
      places.add(new Place(message.body(), true));
    } else if (part instanceof BodyPart.Leaf leaf && leaf.content().isText()) {
      places.add(new Place(leaf, false));
    }
    part.children().forEach(this::collect);
  }

  private CompletionStage<Boolean> run() {
    boolean[] found = {needle.isEmpty()};
    return Steps.whileTrue(
            SAME_THREAD,
            () -> {
              Place place = places.poll();
              if (place == null || found[0]) {
                return CompletableFuture.completedStage(false);
              }
              return (place.isHeader() ? inHeader(place.part()) : inText(place.part()))
                  .thenApply(
                      hit -> {
                        found[0] = hit;
                        return !hit;
                      });
            })
        .thenApply(done -> found[0]);
  }

  private CompletionStage<Boolean> inHeader(BodyPart part) {
    Extent extent = part.extent();
    int length = (int) Math.min(extent.headerOctets(), MAX_HEADER_OCTETS);
    if (length == 0) {
      return ContentTest.NO;
    }
    return body.read(extent.headerOffset(), length).thenApply(this::inHeader);
  }

  /** Line ends count as blanks, so that a text is found across a fold. */
  private boolean inHeader(ByteBuffer octets) {
    byte[] bytes = new byte[octets.remaining()];
    octets.get(bytes);
    return needle.isIn(HeaderDecoder.decode(Octets.of(unfolded(bytes))));
  }

  /** A fold is its line end and stays a blank; any other line end separates fields. */
  private static byte[] unfolded(byte[] header) {
    byte[] out = new byte[header.length];
    int length = 0;
    for (int i = 0; i < header.length; i++) {
      boolean lineEnd = header[i] == '\r' || header[i] == '\n';
      boolean fold =
          header[i] == '\n'
              && i + 1 < header.length
              && (header[i + 1] == ' ' || header[i + 1] == '\t');
      if (!lineEnd) {
        out[length++] = header[i];
      } else if (header[i] == '\n' && !fold) {
        out[length++] = '\n';
      }
    }
    return java.util.Arrays.copyOf(out, length);
  }

  private CompletionStage<Boolean> inText(BodyPart part) {
    Extent extent = part.extent();
    Needle.Scan scan = needle.scan();
    TextPieces pieces = new TextPieces(part.content(), scan);
    long[] at = {0};
    return Steps.whileTrue(
            SAME_THREAD,
            () -> {
              int length = (int) Math.min(PIECE_OCTETS, extent.bodyOctets() - at[0]);
              if (length <= 0 || scan.found()) {
                pieces.end();
                return CompletableFuture.completedStage(false);
              }
              return body.read(extent.bodyOffset() + at[0], length)
                  .thenApply(
                      piece -> {
                        at[0] += length;
                        pieces.read(piece);
                        return true;
                      });
            })
        .thenApply(done -> scan.found());
  }
}
