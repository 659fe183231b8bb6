package org.yubin.frontend.lmtp;

/**
 * Told what came of each message for each of its recipients, on any thread; neither blocks nor
 * takes longer than a microsecond.
 */
@FunctionalInterface
public interface DeliveryMeasures {
  /** Listens to nothing. */
  DeliveryMeasures NONE = (result, nanos) -> {};

  /** What the MTA was told. */
  enum Result {
    /** 250: it is stored. */
    DELIVERED,
    /** 4yz: the MTA is to try again. */
    DEFERRED,
    /** 5yz: the message goes back. */
    REFUSED;

    static Result of(Reply reply) {
      if (!reply.refuses()) {
        return DELIVERED;
      }
      return reply.code() < 500 ? DEFERRED : REFUSED;
    }
  }

  /**
   * A recipient's reply is known.
   *
   * @param nanos from the message's end on
   */
  void answered(Result result, long nanos);
}
