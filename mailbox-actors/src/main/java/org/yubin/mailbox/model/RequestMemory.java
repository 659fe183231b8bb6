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

  private final List<Marked> blocks;
  private final int forgotten;
  private final int size;

  private RequestMemory(List<Marked> blocks, int forgotten, int size) {
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
   * A block, and beside it the hashes of its request ids: each command is looked for among all
   * replies, and these lie together in memory.
   */
  private static final class Marked {
    static final Marked NONE = new Marked(new Block(0, List.of()), new int[0]);

    final Block block;
    private final int[] marks;

    private Marked(Block block, int[] marks) {
      this.block = block;
      this.marks = marks;
    }

    static Marked of(Block block) {
      return new Marked(
          block, block.replies().stream().mapToInt(reply -> reply.request().hashCode()).toArray());
    }

    int size() {
      return marks.length;
    }

    /** The last one under a request id, from {@code first} on. */
    Optional<MailboxReply> find(RequestId request, int first) {
      int mark = request.hashCode();
      for (int i = marks.length - 1; i >= first; i--) {
        if (marks[i] == mark && block.replies().get(i).request().equals(request)) {
          return Optional.of(block.replies().get(i).reply());
        }
      }
      return Optional.empty();
    }

    Marked plus(Remembered reply) {
      int[] more = Arrays.copyOf(marks, marks.length + 1);
      more[marks.length] = reply.request().hashCode();
      return new Marked(new Block(block.number(), appended(block.replies(), reply)), more);
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
    return new RequestMemory(blocks.stream().map(Marked::of).toList(), forgotten, held - forgotten);
  }

  /** The blocks as they are stored. */
  public List<Block> blocks() {
    return blocks.stream().map(marked -> marked.block).toList();
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
      Optional<MailboxReply> found = blocks.get(b).find(request, b == 0 ? forgotten : 0);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** This memory with one more reply, without those that are too old by then. */
  RequestMemory plus(Remembered reply) {
    List<Marked> next = new ArrayList<>(blocks);
    Marked last = next.isEmpty() ? Marked.NONE : next.remove(next.size() - 1);
    if (last.size() == BLOCK_REPLIES) {
      next.add(last);
      last = Marked.of(new Block(last.block.number() + 1, List.of()));
    }
    next.add(last.plus(reply));
    return trimmed(next, size + 1, reply.timeMicros() - KEPT_MICROS);
  }

  private RequestMemory trimmed(List<Marked> next, int held, long notBefore) {
    int skip = forgotten;
    int left = held;
    while (left > MAX_REPLIES || next.get(0).block.replies().get(skip).timeMicros() < notBefore) {
      skip++;
      left--;
      if (skip == next.get(0).size()) {
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
