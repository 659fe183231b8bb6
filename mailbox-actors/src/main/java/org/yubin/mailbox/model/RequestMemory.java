package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The last replies by request id: a command that comes again gets the reply that it had, and
 * changes nothing. A reply is kept for {@link #KEPT_MICROS} of event time, and at most {@link
 * #MAX_REPLIES} are. Immutable; kept in blocks, of which only the last changes, so that remembering
 * is cheap for the state and for its snapshots.
 */
public final class RequestMemory {
  /** Five minutes. */
  public static final long KEPT_MICROS = 5 * 60 * 1_000_000L;

  public static final int MAX_REPLIES = 4096;

  /** Replies of a full block. */
  static final int BLOCK_REPLIES = 64;

  public static final RequestMemory EMPTY = new RequestMemory(List.of(), 0, 0);

  private final List<Block> blocks;
  private final int forgotten;
  private final int size;

  private RequestMemory(List<Block> blocks, int forgotten, int size) {
    this.blocks = blocks;
    this.forgotten = forgotten;
    this.size = size;
  }

  /** A reply and the time of its event, in microseconds of UTC. */
  public record Remembered(RequestId request, long timeMicros, MailboxReply reply) {}

  /**
   * Some replies in order of their events.
   *
   * @param number of the block, ascending by one
   */
  public record Block(int number, List<Remembered> replies) {
    public Block {
      replies = List.copyOf(replies);
    }
  }

  /**
   * Puts stored blocks together again.
   *
   * @param forgotten how many at the beginning of the first block no longer count
   */
  public static RequestMemory of(List<Block> blocks, int forgotten) {
    int held = 0;
    for (Block block : blocks) {
      held += block.replies().size();
    }
    if (forgotten < 0 || forgotten > held) {
      throw new IllegalArgumentException(
          "forgotten replies: " + forgotten + " (expected: 0 to " + held + ")");
    }
    return new RequestMemory(List.copyOf(blocks), forgotten, held - forgotten);
  }

  /** The blocks as they are stored. */
  public List<Block> blocks() {
    return blocks;
  }

  /** How many at the beginning of the first block no longer count. */
  public int forgotten() {
    return forgotten;
  }

  public int size() {
    return size;
  }

  /** The last reply under a request id. */
  public Optional<MailboxReply> find(RequestId request) {
    for (int b = blocks.size() - 1; b >= 0; b--) {
      List<Remembered> replies = blocks.get(b).replies();
      int first = b == 0 ? forgotten : 0;
      for (int i = replies.size() - 1; i >= first; i--) {
        if (replies.get(i).request().equals(request)) {
          return Optional.of(replies.get(i).reply());
        }
      }
    }
    return Optional.empty();
  }

  /** This memory with one more reply, without those that are too old by then. */
  RequestMemory plus(Remembered reply) {
    List<Block> next = new ArrayList<>(blocks);
    Block last = next.isEmpty() ? new Block(0, List.of()) : next.remove(next.size() - 1);
    if (last.replies().size() == BLOCK_REPLIES) {
      next.add(last);
      last = new Block(last.number() + 1, List.of());
    }
    next.add(new Block(last.number(), appended(last.replies(), reply)));
    return trimmed(next, size + 1, reply.timeMicros() - KEPT_MICROS);
  }

  private RequestMemory trimmed(List<Block> next, int held, long notBefore) {
    int skip = forgotten;
    int left = held;
    while (left > MAX_REPLIES || next.get(0).replies().get(skip).timeMicros() < notBefore) {
      skip++;
      left--;
      if (skip == next.get(0).replies().size()) {
        next.remove(0);
        skip = 0;
      }
    }
    return new RequestMemory(Collections.unmodifiableList(next), skip, left);
  }

  private static List<Remembered> appended(List<Remembered> replies, Remembered reply) {
    Remembered[] all = replies.toArray(new Remembered[replies.size() + 1]);
    all[replies.size()] = reply;
    return Arrays.asList(all);
  }
}
