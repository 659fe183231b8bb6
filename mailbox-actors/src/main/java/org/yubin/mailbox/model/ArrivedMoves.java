package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The moves that have arrived here and that their sources have not settled: a source that resumes
 * one gets the reply that the first append had, however late it comes, and nothing is appended
 * twice. Unlike the {@link RequestMemory} nothing is forgotten with time.
 *
 * <p>A mark whose settling was lost stays: 8 octets a message and some 50 more. There are at most
 * {@link #MAX}; then moves are refused, since a mark may be all that keeps a message from being
 * there twice.
 *
 * @param all in order of their numbers
 */
public record ArrivedMoves(List<Arrived> all) {
  /** Most marks of a mailbox. */
  public static final int MAX = 4096;

  public static final ArrivedMoves NONE = new ArrivedMoves(List.of());

  public ArrivedMoves {
    all = List.copyOf(all);
  }

  /**
   * A mark.
   *
   * @param number of the mark, ascending
   * @param copied what the source was answered
   */
  public record Arrived(int number, RequestId move, MailboxReply.Copied copied) {}

  public Optional<Arrived> find(RequestId move) {
    return all.stream().filter(arrived -> arrived.move().equals(move)).findFirst();
  }

  boolean isFull() {
    return all.size() >= MAX;
  }

  ArrivedMoves plus(RequestId move, MailboxReply.Copied copied) {
    List<Arrived> more = new ArrayList<>(all);
    int number = all.isEmpty() ? 0 : all.get(all.size() - 1).number() + 1;
    more.add(new Arrived(number, move, copied));
    return new ArrivedMoves(more);
  }

  ArrivedMoves minus(RequestId move) {
    return new ArrivedMoves(all.stream().filter(arrived -> !arrived.move().equals(move)).toList());
  }
}
