package org.yubin.mailbox.codec;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.yubin.mailbox.codec.RandomSteps.Step;
import org.yubin.mailbox.model.AbandonMove;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Script;
import org.yubin.mailbox.model.SettleMove;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.EmailId;

/** Makes commands of steps, such as the present state of a plain mailbox allows. */
final class RandomCommands {
  private final PlainMailbox plain;
  private long emails;

  RandomCommands(PlainMailbox plain) {
    this.plain = plain;
  }

  MailboxCommand next(Step step) {
    Random random = new Random(step.a() * 31L + step.b());
    return switch (step.kind()) {
      case 6, 7, 8 -> append(random, 1 + random.nextInt(4));
      case 9 -> append(random, random.nextInt(4) == 0 ? 300 : 30);
      case 10, 11 -> copies(random);
      case 12, 13 -> new Expunge(Optional.empty());
      case 14 -> new Expunge(Optional.of(uids(random)));
      case 15, 16 -> new BeginMove(uids(random), Script.THERE);
      case 17, 18 -> endMove(random);
      case 19 -> new SettleMove(arriving(random));
      default -> store(random);
    };
  }

  private Append append(Random random, int count) {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(
          new NewMessage(
              new EmailId(new UUID(6, emails++)),
              names(random),
              random.nextInt(100_000),
              new InternalDate(random.nextInt(), random.nextInt(60) - 30),
              random.nextLong(),
              random.nextLong()));
    }
    return new Append(messages);
  }

  private AppendCopies copies(Random random) {
    List<CopiedMessage> messages = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      messages.add(
          new CopiedMessage(
              new Uid(1 + random.nextInt(1000)),
              new EmailId(new UUID(6, emails++)),
              names(random),
              random.nextInt(100_000),
              new InternalDate(random.nextInt(), 0),
              random.nextLong(),
              random.nextLong()));
    }
    Optional<RequestId> move =
        random.nextBoolean() ? Optional.of(arriving(random)) : Optional.empty();
    return new AppendCopies(Script.THERE, messages, move);
  }

  /** One of a few moves, so that they come again and again. */
  private static RequestId arriving(Random random) {
    return new RequestId(new UUID(10, random.nextInt(8)));
  }

  private StoreFlags store(Random random) {
    FlagChange.Mode[] modes = FlagChange.Mode.values();
    Optional<ModSeq> since =
        random.nextInt(3) == 0
            ? Optional.of(new ModSeq(random.nextInt((int) plain.modSeq + 2)))
            : Optional.empty();
    return new StoreFlags(
        uids(random), new FlagChange(modes[random.nextInt(modes.length)], names(random)), since);
  }

  private MailboxCommand endMove(Random random) {
    List<RequestId> open =
        new ArrayList<>(
            new TreeSet<>(plain.openMoves.keySet().stream().map(move -> move.value()).toList())
                .stream().map(RequestId::new).toList());
    if (open.isEmpty()) {
      return new Expunge(Optional.empty());
    }
    RequestId move = open.get(random.nextInt(open.size()));
    if (random.nextInt(3) == 0) {
      return new AbandonMove(move);
    }
    List<Uid> source = new ArrayList<>();
    List<Uid> target = new ArrayList<>();
    requireNonNull(plain.openMoves.get(move)).uids().forEach(uid -> source.add(new Uid(uid)));
    source.forEach(uid -> target.add(new Uid(uid.value() * 2)));
    return new CompleteMove(move, new MailboxReply.Copied(new UidValidity(3), source, target));
  }

  /** A run, some of a run, or a few of all that were ever given. */
  private UidSet uids(Random random) {
    long first = 1L + random.nextInt((int) plain.uidNext);
    TreeSet<Long> uids = new TreeSet<>();
    switch (random.nextInt(4)) {
      case 0 -> {
        for (int i = 0; i < 5; i++) {
          uids.add(1L + random.nextInt((int) plain.uidNext + 3));
        }
      }
      case 1 -> uids.add(first);
      default -> {
        int step = 1 + random.nextInt(3);
        for (long uid = first; uid < first + random.nextInt(150); uid += step) {
          uids.add(uid);
        }
      }
    }
    return PlainMailbox.set(uids);
  }

  private static FlagNames names(Random random) {
    Set<SystemFlag> system = new TreeSet<>();
    for (SystemFlag flag : SystemFlag.values()) {
      if (random.nextInt(3) == 0) {
        system.add(flag);
      }
    }
    Set<String> keywords = new LinkedHashSet<>();
    while (random.nextInt(4) == 0) {
      int spread = random.nextInt(10) == 0 ? 300 : 10;
      keywords.add((random.nextBoolean() ? "Key" : "kEY") + random.nextInt(spread));
    }
    return new FlagNames(system, keywords);
  }

  static String lower(String keyword) {
    return keyword.toLowerCase(Locale.ROOT);
  }
}
