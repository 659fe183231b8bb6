package org.yubin.frontend.imap.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.mime.Sections;
import org.yubin.frontend.mime.TransferStream;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.summary.BodyPart;

/**
 * The octets of a part with its transfer encoding undone, piece by piece (RFC 3516). The message
 * itself, a multipart and a message within the message have none (RFC 2045 §6.4).
 */
final class DecodedPart {
  /** Encoded octets that are read, and held, at a time. */
  static final int PIECE_OCTETS = 256 * 1024;

  private static final Set<String> PLAIN = Set.of("7BIT", "8BIT", "BINARY");
  private static final Set<String> ENCODED = Set.of("BASE64", "QUOTED-PRINTABLE");
  private static final Executor SAME_THREAD = Runnable::run;

  private final MessageBody body;
  private final long offset;
  private final long octets;
  private final String encoding;

  private DecodedPart(MessageBody body, long offset, long octets, String encoding) {
    this.body = body;
    this.offset = offset;
    this.octets = octets;
    this.encoding = encoding;
  }

  /**
   * The part of these numbers; empty if there is none.
   *
   * @param numbers none: the message
   * @throws UnknownEncodingException if its octets cannot be decoded
   */
  static Optional<DecodedPart> find(MessageBody body, List<Integer> numbers) {
    if (numbers.isEmpty()) {
      return Optional.of(new DecodedPart(body, 0, body.sizeOctets(), "BINARY"));
    }
    return Sections.part(body.summary().body(), numbers).map(part -> of(body, part));
  }

  private static DecodedPart of(MessageBody body, BodyPart part) {
    String encoding = part instanceof BodyPart.Leaf ? part.content().encoding() : "BINARY";
    if (!PLAIN.contains(encoding) && !ENCODED.contains(encoding)) {
      throw new UnknownEncodingException(encoding);
    }
    return new DecodedPart(body, part.extent().bodyOffset(), part.extent().bodyOctets(), encoding);
  }

  /** Takes decoded octets. */
  @FunctionalInterface
  interface Sink {
    /** Whether more is wanted; the next piece comes when the stage completes. */
    CompletionStage<Boolean> take(byte[] piece);
  }

  /** Hands the octets out, to the end or as long as they are wanted, in the given executor. */
  CompletionStage<Void> each(Executor executor, Sink sink) {
    TransferStream stream = new TransferStream(encoding);
    long[] at = {0};
    return Steps.whileTrue(
        executor,
        () -> {
          if (at[0] >= octets) {
            return sink.take(stream.end()).thenApply(any -> false);
          }
          int length = (int) Math.min(PIECE_OCTETS, octets - at[0]);
          return body.read(offset + at[0], length)
              .thenComposeAsync(
                  piece -> {
                    at[0] += length;
                    return sink.take(stream.read(piece));
                  },
                  executor);
        });
  }

  /** The decoded size, exactly: every octet is read where there is something to undo. */
  CompletionStage<Long> size() {
    if (PLAIN.contains(encoding)) {
      return CompletableFuture.completedStage(octets);
    }
    Window all = new Window(Optional.empty());
    return each(SAME_THREAD, all).thenApply(done -> all.size());
  }

  /** What a window on the octets holds; they are read for it to their end, or to its. */
  CompletionStage<Window> window(Optional<Partial> partial) {
    Window window = new Window(partial);
    return each(SAME_THREAD, window).thenApply(done -> window);
  }

  /** A window, as far as its octets have come. */
  static final class Window implements Sink {
    private final long from;
    private final long to;
    private long at;
    private long size;
    private boolean hasNul;
    private @Nullable ByteArrayOutputStream held = new ByteArrayOutputStream();

    Window(Optional<Partial> partial) {
      from = partial.map(Partial::origin).orElse(0L);
      long octets = partial.map(Partial::octets).orElse(Long.MAX_VALUE);
      to = octets > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + octets;
    }

    @Override
    public CompletionStage<Boolean> take(byte[] piece) {
      ByteBuffer inside = cut(piece);
      size += inside.remaining();
      for (int i = inside.position(); i < inside.limit() && !hasNul; i++) {
        hasNul = piece[i] == 0;
      }
      ByteArrayOutputStream small = held;
      if (small != null && size <= PIECE_OCTETS) {
        small.write(piece, inside.position(), inside.remaining());
      } else {
        held = null;
      }
      return CompletableFuture.completedStage(at < to);
    }

    /** What of the next piece is in the window. */
    ByteBuffer cut(byte[] piece) {
      int start = (int) Math.min(piece.length, Math.max(0, from - at));
      int end = (int) Math.min(piece.length, to - at);
      at += piece.length;
      return ByteBuffer.wrap(piece, start, Math.max(0, end - start));
    }

    /** Whether octets of the window, or before it, are still to come. */
    boolean open() {
      return at < to;
    }

    long size() {
      return size;
    }

    boolean hasNul() {
      return hasNul;
    }

    /** All its octets, if they are few. */
    Optional<byte[]> held() {
      return Optional.ofNullable(held).map(ByteArrayOutputStream::toByteArray);
    }
  }
}
