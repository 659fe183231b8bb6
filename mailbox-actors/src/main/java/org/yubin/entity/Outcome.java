package org.yubin.entity;

import java.util.List;

/**
 * What a batch of commands comes to on the pure model: the records to persist at once, and an
 * answer for each command, in the order of the batch.
 *
 * @param <S> the state
 * @param <A> the answers
 * @param records one for each event part, in order; may be empty
 * @param answers as many as there were commands
 */
public record Outcome<S, A>(List<EncodedEvent<S>> records, List<A> answers) {
  public Outcome {
    records = List.copyOf(records);
    answers = List.copyOf(answers);
  }

  /**
   * The stored octets of one event part, and the state right after it.
   *
   * @param <S> the state
   * @param octets the encoded envelope, persisted as it is
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // octets on their way to the journal; never compared, never changed
  public record EncodedEvent<S>(byte[] octets, S after) {}
}
