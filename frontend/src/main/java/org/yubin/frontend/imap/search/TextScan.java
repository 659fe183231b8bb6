package org.yubin.frontend.imap.search;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
   * @param header whether its own header counts, and those of its parts
   */
  static CompletionStage<Boolean> of(MessageBody body, Needle needle, boolean header) {
    TextScan scan = new TextScan(body, needle);
    if (header) {
      scan.places.add(new Place(body.summary().body(), true));
    }
    scan.collect(body.summary().body(), header);
    return scan.run();
  }

  /**
   * A message within the message is part of its body, header and all. The MIME headers of parts are
   * looked at where headers are: file names stand in them.
   */
  private void collect(BodyPart part, boolean headers) {
    if (part instanceof BodyPart.Message message) {
      places.add(new Place(message.body(), true));
    } else if (part instanceof BodyPart.Leaf leaf && leaf.content().isText()) {
      places.add(new Place(leaf, false));
    }
    List<BodyPart> children = part.children();
    for (BodyPart child : children) {
      if (headers && !(part instanceof BodyPart.Message)) {
        places.add(new Place(child, true));
      }
      collect(child, headers);
    }
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

  private boolean inHeader(ByteBuffer octets) {
    byte[] bytes = new byte[octets.remaining()];
    octets.get(bytes);
    return HeaderDecoder.lines(Octets.of(bytes)).stream().anyMatch(needle::isIn);
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
