package org.yubin.entity;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.journal.LoadedSnapshot;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;

/** A list that only grows; each entry gets the next number, as a message gets its UID. */
record Roll(long size, @Nullable Entry last, @Nullable Roll before) {
  static final Roll EMPTY = new Roll(0, null, null);

  /** Far enough back for a client that repeats itself. */
  private static final int REMEMBERED = 300;

  /** What a caller is told: number and request stand for a UID and its message. */
  record Entry(long uid, UUID request) {}

  Roll plus(UUID request) {
    return new Roll(size + 1, new Entry(size + 1, request), this);
  }

  Optional<Entry> find(UUID request) {
    Roll at = this;
    for (int i = 0; i < REMEMBERED && at != null && at.last != null; i++) {
      if (at.last.request().equals(request)) {
        return Optional.of(at.last);
      }
      at = at.before;
    }
    return Optional.empty();
  }

  List<Entry> entries() {
    List<Entry> backwards = new ArrayList<>();
    for (Roll at = this; at != null && at.last != null; at = at.before) {
      backwards.add(at.last);
    }
    java.util.Collections.reverse(backwards);
    return backwards;
  }

  /** What is asked: put this request on the roll. */
  record Add(UUID request) {}

  /** The answer; no entry: try again. */
  record Told(Optional<Entry> entry) {}

  /** The plainest model. */
  static final class Model implements EntityModel<Roll, Add, Told> {
    private static final PageKey PAGE = new PageKey(0, 0);

    @Override
    public Roll empty() {
      return EMPTY;
    }

    @Override
    public Replayer<Roll> replayer(Roll from) {
      return new Replayer<>() {
        private Roll roll = from;
        private long accepted;

        @Override
        public void accept(byte[] record) {
          roll = roll.plus(uuid(ByteBuffer.wrap(record)));
          accepted++;
        }

        @Override
        public Roll state() {
          return roll;
        }

        @Override
        public long committed() {
          return accepted;
        }
      };
    }

    @Override
    public Outcome<Roll, Told> decide(Roll state, long epoch, List<Asked<Add>> batch) {
      Roll roll = state;
      List<Outcome.EncodedEvent<Roll>> records = new ArrayList<>();
      List<Told> answers = new ArrayList<>();
      for (Asked<Add> asked : batch) {
        UUID request = asked.command().request();
        Optional<Entry> known = roll.find(request);
        if (known.isEmpty()) {
          roll = roll.plus(request);
          records.add(new Outcome.EncodedEvent<>(octets(request), roll));
          known = Optional.ofNullable(roll.last());
        }
        answers.add(new Told(known));
      }
      return new Outcome<>(records, answers);
    }

    @Override
    public int weight(Add command) {
      return 16;
    }

    @Override
    public Told unavailable(String detail) {
      return new Told(Optional.empty());
    }

    @Override
    public Instant timeOf(Roll state) {
      return Instant.ofEpochSecond(state.size());
    }

    @Override
    public PagedState pages(Roll state) {
      return new PagedState() {
        @Override
        public byte[] root() {
          return new byte[0];
        }

        @Override
        public List<PageKey> pages() {
          return List.of(PAGE);
        }

        @Override
        public boolean samePage(PageKey page, PagedState before) {
          return false;
        }

        @Override
        public byte[] encode(PageKey page) {
          ByteBuffer octets = ByteBuffer.allocate((int) state.size() * 16);
          state.entries().forEach(entry -> octets.put(octets(entry.request())));
          return octets.array();
        }
      };
    }

    @Override
    public Roll restore(LoadedSnapshot snapshot) {
      SortedMap<PageKey, byte[]> pages = snapshot.pages();
      ByteBuffer octets = ByteBuffer.wrap(pages.getOrDefault(PAGE, new byte[0]));
      Roll roll = EMPTY;
      while (octets.hasRemaining()) {
        roll = roll.plus(uuid(octets));
      }
      return roll;
    }

    static byte[] octets(UUID request) {
      return ByteBuffer.allocate(16)
          .putLong(request.getMostSignificantBits())
          .putLong(request.getLeastSignificantBits())
          .array();
    }

    private static UUID uuid(ByteBuffer octets) {
      return new UUID(octets.getLong(), octets.getLong());
    }
  }
}
