package org.yubin.mailbox.codec;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.yubin.mailbox.model.AbandonMove;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.SettleMove;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;

/**
 * A mailbox as plainly as it can be written, to compare the real one with: maps, sets, nothing
 * clever.
 */
final class PlainMailbox {
  /** A message; its flags are wire names, keywords in lower case. */
  static final class Message {
    final UUID emailId;
    final long sizeOctets;
    long modSeq;
    Set<String> flags;

    Message(UUID emailId, long sizeOctets, long modSeq, Set<String> flags) {
      this.emailId = emailId;
      this.sizeOctets = sizeOctets;
      this.modSeq = modSeq;
      this.flags = flags;
    }
  }

  private final UidValidity validity;
  final TreeMap<Long, Message> messages = new TreeMap<>();
  final Map<Long, BitSet> uidsAt = new HashMap<>();
  final List<String> keywords = new ArrayList<>();
  final Map<RequestId, BeginMove> openMoves = new HashMap<>();
  final Map<RequestId, MailboxReply.Copied> arrived = new HashMap<>();
  private final Map<RequestId, TreeSet<Long>> held = new HashMap<>();
  private BitSet present = new BitSet();
  long uidNext = 1;
  long modSeq = 1;
  long changes;

  PlainMailbox(UidValidity validity) {
    this.validity = validity;
    uidsAt.put(0L, new BitSet());
    uidsAt.put(1L, new BitSet());
  }

  /**
   * What must come of a command: a reply or a refusal. Counts {@link #changes} if an event does.
   */
  Object run(MailboxCommand command, RequestId request) {
    if (command instanceof Append append) {
      return append(append);
    } else if (command instanceof AppendCopies copies) {
      return copies(copies);
    } else if (command instanceof StoreFlags store) {
      return store(store);
    } else if (command instanceof Expunge expunge) {
      return expunge(expunge);
    } else if (command instanceof BeginMove begin) {
      return begin(begin, request);
    } else if (command instanceof CompleteMove complete) {
      return complete(complete);
    } else if (command instanceof AbandonMove abandon) {
      changes++;
      openMoves.remove(abandon.move());
      held.remove(abandon.move());
      return new MailboxReply.MoveAbandoned(abandon.move());
    } else if (command instanceof SettleMove settle) {
      if (arrived.remove(settle.move()) != null) {
        changes++;
      }
      return new MailboxReply.MoveSettled(settle.move());
    }
    throw new AssertionError(command);
  }

  private Message message(long uid) {
    return requireNonNull(messages.get(uid));
  }

  private void changed() {
    changes++;
    present = new BitSet();
    messages.keySet().forEach(uid -> present.set(uid.intValue()));
    uidsAt.put(modSeq, uids());
  }

  private boolean learn(FlagNames names) {
    for (String keyword : names.keywords()) {
      if (keywords.stream().noneMatch(keyword::equalsIgnoreCase)) {
        keywords.add(keyword);
      }
    }
    return keywords.size() <= 256;
  }

  private boolean learnAll(List<FlagNames> all) {
    int known = keywords.size();
    for (FlagNames names : all) {
      if (!learn(names)) {
        keywords.subList(known, keywords.size()).clear();
        return false;
      }
    }
    return true;
  }

  private static Set<String> flags(FlagNames names) {
    Set<String> flags = new TreeSet<>();
    names.system().forEach(flag -> flags.add(flag.wireName()));
    names.keywords().forEach(keyword -> flags.add(keyword.toLowerCase(Locale.ROOT)));
    return flags;
  }

  private Object append(Append command) {
    if (!learnAll(command.messages().stream().map(NewMessage::flags).toList())) {
      return Refusal.LIMIT;
    }
    long first = uidNext;
    modSeq++;
    for (NewMessage m : command.messages()) {
      messages.put(
          uidNext++, new Message(m.emailId().value(), m.sizeOctets(), modSeq, flags(m.flags())));
    }
    changed();
    return new MailboxReply.Appended(validity, UidSet.range(first, uidNext - 1));
  }

  private Object copies(AppendCopies command) {
    if (command.move().isPresent() && arrived.containsKey(command.move().get())) {
      return requireNonNull(arrived.get(command.move().get()));
    }
    if (!learnAll(command.messages().stream().map(CopiedMessage::flags).toList())) {
      return Refusal.LIMIT;
    }
    modSeq++;
    List<Uid> source = new ArrayList<>();
    List<Uid> target = new ArrayList<>();
    for (CopiedMessage m : command.messages()) {
      source.add(m.sourceUid());
      target.add(new Uid(uidNext));
      messages.put(
          uidNext++, new Message(m.emailId().value(), m.sizeOctets(), modSeq, flags(m.flags())));
    }
    changed();
    MailboxReply.Copied copied = new MailboxReply.Copied(validity, source, target);
    command.move().ifPresent(move -> arrived.put(move, copied));
    return copied;
  }

  private boolean isHeld(long uid) {
    return held.values().stream().anyMatch(set -> set.contains(uid));
  }

  private Object store(StoreFlags command) {
    TreeSet<Long> stored = new TreeSet<>();
    TreeSet<Long> modified = new TreeSet<>();
    for (long uid : messages.keySet()) {
      if (command.uids().contains(uid)) {
        boolean stale =
            command.unchangedSince().filter(m -> message(uid).modSeq > m.value()).isPresent();
        (stale ? modified : stored).add(uid);
      }
    }
    if (stored.stream().anyMatch(this::isHeld)) {
      return Refusal.IN_USE;
    }
    int known = keywords.size();
    boolean removes = command.change().mode() == FlagChange.Mode.REMOVE;
    if (!removes && !learnAll(List.of(command.change().flags()))) {
      return Refusal.LIMIT;
    }
    boolean any = false;
    for (long uid : stored) {
      Message message = message(uid);
      Set<String> flags = new TreeSet<>(message.flags);
      Set<String> named = flags(command.change().flags());
      switch (command.change().mode()) {
        case ADD -> flags.addAll(named);
        case REMOVE -> flags.removeAll(named);
        case REPLACE -> flags = named;
      }
      if (!flags.equals(message.flags)) {
        message.flags = flags;
        message.modSeq = modSeq + 1;
        any = true;
      }
    }
    if (any) {
      modSeq++;
      changed();
    } else {
      keywords.subList(known, keywords.size()).clear();
    }
    return new MailboxReply.Stored(
        set(stored), set(modified), any ? new ModSeq(modSeq) : ModSeq.ZERO);
  }

  private Object expunge(Expunge command) {
    TreeSet<Long> gone = new TreeSet<>();
    messages.forEach(
        (uid, message) -> {
          boolean named = command.uids().map(set -> set.contains(uid)).orElse(true);
          if (named && message.flags.contains("\\Deleted") && !isHeld(uid)) {
            gone.add(uid);
          }
        });
    remove(gone);
    return new MailboxReply.Expunged(set(gone));
  }

  private void remove(Set<Long> gone) {
    if (!gone.isEmpty()) {
      messages.keySet().removeAll(gone);
      modSeq++;
      changed();
    }
  }

  private Object begin(BeginMove command, RequestId request) {
    TreeSet<Long> there = new TreeSet<>();
    for (long uid : messages.keySet()) {
      if (command.uids().contains(uid)) {
        there.add(uid);
      }
    }
    if (there.stream().anyMatch(this::isHeld)) {
      return Refusal.IN_USE;
    }
    if (!there.isEmpty()) {
      changes++;
      openMoves.put(request, new BeginMove(set(there), command.target()));
      held.put(request, there);
    }
    return new MailboxReply.MoveStarted(request, set(there), command.target());
  }

  private Object complete(CompleteMove command) {
    openMoves.remove(command.move());
    remove(requireNonNull(held.remove(command.move())));
    return new MailboxReply.Moved(
        command.copied().targetValidity(), command.copied().source(), command.copied().target());
  }

  /** The UIDs that are there now, for the caller to change. */
  BitSet uids() {
    return (BitSet) present.clone();
  }

  static UidSet set(BitSet uids) {
    return UidSet.of(uids.stream().asLongStream().toArray());
  }

  static UidSet set(Set<Long> uids) {
    return UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
  }
}
