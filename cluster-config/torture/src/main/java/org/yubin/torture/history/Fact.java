package org.yubin.torture.history;

import java.util.List;
import java.util.Set;

/**
 * One line of a client's log. Mailboxes are named {@code account/name}; times are nanoseconds of
 * the one clock of the load's process; sessions are numbered anew with each connection.
 */
public sealed interface Fact {
  long at();

  int session();

  String mailbox();

  /** A command was sent; {@code call} is its number among all. */
  record Asked(long at, int session, String mailbox, long call, Action action) implements Fact {}

  /**
   * A command was answered, or will not be any more.
   *
   * @param placed what APPENDUID or COPYUID told
   */
  record Answered(
      long at, int session, String mailbox, long call, Outcome outcome, List<Placed> placed)
      implements Fact {
    public Answered {
      placed = List.copyOf(placed);
    }
  }

  /**
   * A message got a UID.
   *
   * @param from its UID in the mailbox that the command was about; 0 for APPEND
   */
  record Placed(long from, String mailbox, long uid) {}

  /** SELECT succeeded: all that was known of the mailbox in this session is void. */
  record Selected(
      long at,
      int session,
      String mailbox,
      long call,
      long exists,
      long uidNext,
      long highestModSeq)
      implements Fact {}

  /** An untagged EXISTS. */
  record Exists(long at, int session, String mailbox, long count) implements Fact {}

  /** An untagged EXPUNGE or VANISHED; UID 0 if the session did not know which message it was. */
  record Gone(long at, int session, String mailbox, long uid) implements Fact {}

  /**
   * An untagged FETCH.
   *
   * @param modSeq 0 if not told
   * @param marker empty if not told
   * @param pushed told during IDLE, so not because it was asked for
   */
  record Shown(
      long at,
      int session,
      String mailbox,
      long uid,
      Set<String> flags,
      long modSeq,
      String marker,
      boolean pushed)
      implements Fact {
    public Shown {
      flags = Set.copyOf(flags);
    }
  }

  /** A session that idled has heard all that there was to hear; its view has so many messages. */
  record Settled(long at, int session, String mailbox, long exists) implements Fact {}

  /** The connection was lost. */
  record Lost(long at, int session, String mailbox, String why) implements Fact {}

  /** What no view of a mailbox can explain, such as EXPUNGE of a number above EXISTS. */
  record Nonsense(long at, int session, String mailbox, String what) implements Fact {}
}
