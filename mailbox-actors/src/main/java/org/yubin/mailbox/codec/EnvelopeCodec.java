package org.yubin.mailbox.codec;

import com.google.protobuf.UnsafeByteOperations;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.yubin.mailbox.model.EventHash;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.proto.StoredEnvelope;

/** Rows of a log and their octets. The octets are what is persisted and what is hashed. */
public final class EnvelopeCodec {
  /** The format that this release writes, and the highest that it reads. */
  public static final int FORMAT = 1;

  /** Largest row, in octets. */
  public static final int MAX_OCTETS = 64 * 1024;

  private EnvelopeCodec() {}

  public static byte[] encode(Envelope envelope) {
    byte[] octets =
        StoredEnvelope.newBuilder()
            .setFormat(FORMAT)
            .setEpoch(envelope.at().epoch())
            .setSequence(envelope.at().sequence())
            .setModSeq(envelope.modSeq().value())
            .setTimeMicros(envelope.timeMicros())
            .setPreviousHash(UnsafeByteOperations.unsafeWrap(envelope.previous().toBytes()))
            .setKind(envelope.kind())
            .setBody(UnsafeByteOperations.unsafeWrap(envelope.body()))
            .setCause(Values.cause(envelope.cause()))
            .setPart(envelope.part())
            .setCommit(envelope.commit())
            .build()
            .toByteArray();
    if (octets.length > MAX_OCTETS) {
      throw new IllegalArgumentException(
          "event: " + octets.length + " octets (expected: <= 65536)");
    }
    return octets;
  }

  /**
   * Reads a row.
   *
   * @throws MalformedException if it is none, or of a later format
   */
  public static Envelope decode(byte[] octets) {
    return Values.read(StoredEnvelope.parser(), octets, EnvelopeCodec::of);
  }

  private static Envelope of(StoredEnvelope stored) {
    if (stored.getFormat() != FORMAT) {
      throw new IllegalArgumentException("event format: " + stored.getFormat() + " (expected: 1)");
    }
    return new Envelope(
        new Position(stored.getEpoch(), stored.getSequence()),
        EventHash.of(stored.getPreviousHash().toByteArray()),
        new ModSeq(stored.getModSeq()),
        stored.getTimeMicros(),
        Values.cause(stored.getCause()),
        stored.getKind(),
        stored.getPart(),
        stored.getCommit(),
        stored.getBody().toByteArray());
  }

  /** SHA-256 over the octets of a row. */
  public static EventHash hash(byte[] octets) {
    try {
      return EventHash.of(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
