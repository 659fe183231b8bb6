package org.yubin.persistence.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox of random messages in pages of 128, kind 0: what changes (flags, modseq), kind 1: what
 * does not (UID, ids, size, dates); copy on write, as the mailbox model's codec has it.
 */
final class RandomMessages implements PagedState {
  private static final int PAGE = 128;

  @SuppressWarnings("ArrayRecordComponent") // compared by identity, on purpose
  private record Message(byte flags, long modSeq, byte[] constant) {}

  private final long modSeq;
  private final SortedMap<Integer, List<Message>> pages;

  private RandomMessages(long modSeq, SortedMap<Integer, List<Message>> pages) {
    this.modSeq = modSeq;
    this.pages = pages;
  }

  static RandomMessages of(int count, Random random) {
    TreeMap<Integer, List<Message>> pages = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      pages.computeIfAbsent(i / PAGE, n -> new ArrayList<>()).add(message(i + 1L, random));
    }
    return new RandomMessages(count + 1L, pages);
  }

  /** Half of the messages have been changed at some time since they came. */
  private static Message message(long arrival, Random random) {
    byte[] constant = new byte[16 + 8 + 8];
    random.nextBytes(constant);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(constant);
    Octets.putNumber(out, 500 + random.nextInt(60_000));
    Octets.putNumber(out, random.nextInt(3_600_000));
    Octets.putNumber(out, random.nextInt(3_000));
    boolean changed = random.nextBoolean();
    return new Message(
        (byte) (changed ? 1 + random.nextInt(4) : 0),
        changed ? arrival + random.nextInt(5_000) : arrival,
        out.toByteArray());
  }

  RandomMessages withFlagChange(Random random) {
    List<Integer> numbers = new ArrayList<>(pages.keySet());
    int number = numbers.get(random.nextInt(numbers.size()));
    List<Message> page = new ArrayList<>(page(number));
    int index = random.nextInt(page.size());
    Message old = page.get(index);
    page.set(index, new Message((byte) (old.flags() ^ 1), modSeq + 1, old.constant()));
    return with(number, page);
  }

  RandomMessages withArrival(Random random) {
    int number = pages.lastKey();
    List<Message> page = new ArrayList<>(page(number));
    if (page.size() == PAGE) {
      page = new ArrayList<>();
      number++;
    }
    page.add(message(modSeq + 1, random));
    return with(number, page);
  }

  RandomMessages withoutAPage(Random random) {
    if (pages.size() < 10) {
      return this;
    }
    TreeMap<Integer, List<Message>> fewer = new TreeMap<>(pages);
    fewer.remove(new ArrayList<>(fewer.keySet()).get(random.nextInt(fewer.size() - 1)));
    return new RandomMessages(modSeq + 1, fewer);
  }

  /** Equal content in other objects. */
  RandomMessages copied() {
    TreeMap<Integer, List<Message>> copies = new TreeMap<>();
    pages.forEach((number, page) -> copies.put(number, new ArrayList<>(page)));
    return new RandomMessages(modSeq, copies);
  }

  private RandomMessages with(int number, List<Message> page) {
    TreeMap<Integer, List<Message>> next = new TreeMap<>(pages);
    next.put(number, page);
    return new RandomMessages(modSeq + 1, next);
  }

  private List<Message> page(int number) {
    return pages.getOrDefault(number, List.of());
  }

  @Override
  public byte[] root() {
    return ("modseq " + modSeq).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Collection<PageKey> pages() {
    List<PageKey> keys = new ArrayList<>();
    pages
        .keySet()
        .forEach(number -> keys.addAll(List.of(new PageKey(0, number), new PageKey(1, number))));
    return keys;
  }

  @Override
  public boolean samePage(PageKey key, PagedState before) {
    @Nullable List<Message> mine = pages.get(key.number());
    return before instanceof RandomMessages other
        && (mine == other.pages.get(key.number())
            || (key.kind() == 1 && sameConstants(key.number(), other)));
  }

  private boolean sameConstants(int number, RandomMessages other) {
    List<Message> mine = page(number);
    List<Message> theirs = other.page(number);
    if (mine.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      if (mine.get(i).constant() != theirs.get(i).constant()) {
        return false;
      }
    }
    return true;
  }

  /** Columns, and differences of modseqs. */
  @Override
  public byte[] encode(PageKey key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (key.kind() == 1) {
      page(key.number()).forEach(message -> out.writeBytes(message.constant()));
      return out.toByteArray();
    }
    long last = 0;
    for (Message message : page(key.number())) {
      long difference = message.modSeq() - last;
      Octets.putNumber(out, (difference << 1) ^ (difference >> 63));
      last = message.modSeq();
    }
    ByteBuffer flags = ByteBuffer.allocate(page(key.number()).size());
    page(key.number()).forEach(message -> flags.put(message.flags()));
    out.writeBytes(flags.array());
    return out.toByteArray();
  }
}
