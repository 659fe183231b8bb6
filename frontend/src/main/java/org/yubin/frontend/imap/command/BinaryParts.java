package org.yubin.frontend.imap.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.intake.MessageIntake;
import org.yubin.frontend.mime.HeaderSelection;
import org.yubin.persistence.content.BlobStore;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.Extent;

/**
 * Puts the parts of a message that hold NULs into base64, and copies the rest of it: BODY cannot
 * show a NUL, and has to show what BODYSTRUCTURE says (RFC 3516 §6). BINARY shows the same octets
 * as before. Parts without a NUL are left alone, whatever their encoding is called, so that a
 * signature of theirs stays good.
 */
final class BinaryParts {
  /** Whole lines of base64, so that pieces join. */
  private static final int PIECE_OCTETS = 57 * 4096;

  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] ENCODING =
      "Content-Transfer-Encoding: base64\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> ENCODED = Set.of("BASE64", "QUOTED-PRINTABLE");

  private final MessageBody message;
  private final MessageIntake copy;
  private final Executor executor;
  private final Deque<Extent> parts = new ArrayDeque<>();
  private long copied;

  /**
   * @param copy takes the message as it will be
   */
  BinaryParts(MessageBody message, MessageIntake copy, Executor executor) {
    this.message = message;
    this.copy = copy;
    this.executor = executor;
    collect(message.summary().body());
  }

  private void collect(BodyPart part) {
    Extent extent = part.extent();
    if (part instanceof BodyPart.Leaf
        && !ENCODED.contains(part.content().encoding())
        && extent.headerOctets() > 0
        && extent.headerOctets() <= BlobStore.MAX_READ_OCTETS) {
      parts.add(extent);
    }
    part.children().forEach(this::collect);
  }

  CompletionStage<MessageIntake.Taken> convert() {
    return Steps.whileTrue(
            executor,
            () -> {
              Extent part = parts.poll();
              return part == null
                  ? CompletableFuture.completedStage(false)
                  : hasNul(part)
                      .thenCompose(
                          has -> has ? encode(part) : CompletableFuture.completedStage(null))
                      .thenApply(done -> true);
            })
        .thenCompose(all -> copyTo(message.sizeOctets()))
        .thenCompose(all -> copy.finish());
  }

  private interface Step {
    CompletionStage<Boolean> take(byte[] piece);
  }

  private CompletionStage<Void> each(long from, long to, Step step) {
    long[] at = {from};
    return Steps.whileTrue(
        executor,
        () -> {
          int length = (int) Math.min(PIECE_OCTETS, to - at[0]);
          if (length <= 0) {
            return CompletableFuture.completedStage(false);
          }
          return message
              .read(at[0], length)
              .thenComposeAsync(
                  buffer -> {
                    at[0] += length;
                    byte[] piece = new byte[buffer.remaining()];
                    buffer.get(piece);
                    return step.take(piece);
                  },
                  executor);
        });
  }

  private CompletionStage<Boolean> write(byte[] octets) {
    return copy.write(ByteBuffer.wrap(octets)).thenApply(written -> true);
  }

  private CompletionStage<Boolean> hasNul(Extent part) {
    boolean[] found = {false};
    return each(
            part.bodyOffset(),
            part.end(),
            piece -> {
              for (byte octet : piece) {
                found[0] |= octet == 0;
              }
              return CompletableFuture.completedStage(!found[0]);
            })
        .thenApply(done -> found[0]);
  }

  private CompletionStage<Void> copyTo(long offset) {
    long from = copied;
    copied = offset;
    return each(from, offset, this::write);
  }

  private CompletionStage<Void> encode(Extent part) {
    return copyTo(part.headerOffset())
        .thenCompose(before -> message.read(part.headerOffset(), (int) part.headerOctets()))
        .thenComposeAsync(header -> write(relabelled(header)), executor)
        .thenCompose(
            headed -> {
              copied = part.end();
              Base64.Encoder encoder = Base64.getMimeEncoder(76, CRLF);
              return each(
                  part.bodyOffset(), part.end(), piece -> write(lines(encoder.encode(piece))));
            });
  }

  /** The header with another encoding; its empty line is the end of that field. */
  private static byte[] relabelled(ByteBuffer header) {
    byte[] octets = new byte[header.remaining()];
    header.get(octets);
    byte[] kept = HeaderSelection.allBut(Set.of("Content-Transfer-Encoding")).from(octets);
    ByteArrayOutputStream out = new ByteArrayOutputStream(kept.length + ENCODING.length);
    out.write(kept, 0, withoutEmptyLine(kept));
    out.writeBytes(ENCODING);
    return out.toByteArray();
  }

  private static int withoutEmptyLine(byte[] header) {
    int end = header.length;
    if (end > 0 && header[end - 1] == '\n') {
      end--;
    }
    return end > 0 && header[end - 1] == '\r' ? end - 1 : end;
  }

  private static byte[] lines(byte[] encoded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length + 2);
    out.writeBytes(encoded);
    out.writeBytes(CRLF);
    return out.toByteArray();
  }
}
