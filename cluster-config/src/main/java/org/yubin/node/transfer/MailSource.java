package org.yubin.node.transfer;

import java.io.IOException;
import org.yubin.node.StartFailure;

/** Where mail comes from. */
public interface MailSource {
  /** What identifies the source: two runs on the same one belong together. */
  String identity();

  /** Gives everything to the taker, mailbox after mailbox, in the order of arrival. */
  void read(Taker taker) throws IOException, StartFailure;

  /** Takes what a source gives. */
  interface Taker {
    /**
     * A mailbox, before its messages.
     *
     * @param use such as {@code \Sent}, or empty
     */
    void mailbox(String name, String use, boolean subscribed) throws IOException, StartFailure;

    /**
     * Whether the keys of a mailbox mean what they meant in earlier runs; if not, and messages were
     * taken under them, the mailbox is refused.
     *
     * @param generation such as UIDVALIDITY
     */
    default boolean isSame(String mailbox, String generation) throws IOException {
      return true;
    }

    /** A subscription to a name that may have no mailbox. */
    default void subscription(String name) throws StartFailure {}

    /** Whether a message is wanted still: an earlier run may have taken it. */
    boolean wants(String mailbox, String key);

    void message(SourceMessage message) throws IOException, StartFailure;

    /** Something of the source that cannot be taken, and why; the rest goes on. */
    void refused(String origin, String why);

    /** Something of the source that is not meant to be taken. */
    void passedOver(String why);
  }
}
