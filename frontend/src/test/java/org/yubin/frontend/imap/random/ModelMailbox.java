package org.yubin.frontend.imap.random;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mailbox as RFC 3501 §2.3 describes it: messages in a list, in the order of their UIDs. */
final class ModelMailbox {
  static final List<String> SYSTEM_FLAGS =
      List.of("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft");

  /** Names the mailbox in holes: what it has that cannot be foretold. */
  final int number;

  final List<Message> messages = new ArrayList<>();

  /** As first spelled, in the order in which they came. */
  final List<String> keywords = new ArrayList<>();

  /** Those who have it selected or examined, the first first. */
  final List<ModelSession> followers = new ArrayList<>();

  long uidNext = 1;

  /** How often messages have changed. */
  int changes;

  ModelMailbox(int number) {
    this.number = number;
  }

  /** A message in this mailbox. */
  static final class Message {
    final long uid;
    final Mail mail;
    final Set<String> flags;

    /** In the words of INTERNALDATE, possibly a hole. */
    final String internalDate;

    /** Its day; empty for today. */
    final Optional<LocalDate> day;

    /** Nobody was told of it as \Recent yet. */
    boolean unclaimed = true;

    /** The numbers of the changes that brought it, touched it last, and removed it. */
    int arrived;

    int changed;
    int gone;

    Message(long uid, Mail mail, Set<String> flags, String date, Optional<LocalDate> day) {
      this.uid = uid;
      this.mail = mail;
      this.flags = new HashSet<>(flags);
      this.internalDate = date;
      this.day = day;
    }

    boolean has(String flag) {
      return flags.stream().anyMatch(flag::equalsIgnoreCase);
    }
  }

  String uidValidity() {
    return Holes.hole("v" + number);
  }

  /**
   * The MODSEQ that a change brings: each brings the next one (RFC 7162 §3.1 asks only that it
   * rises), and a mailbox begins with 1.
   */
  static String modSeq(int change) {
    return "" + (change + 1);
  }

  String highestModSeq() {
    return modSeq(changes);
  }

  /** A flag in the spelling that it has here; a keyword that is new is learnt. */
  String learn(String flag) {
    for (String known : known()) {
      if (known.equalsIgnoreCase(flag)) {
        return known;
      }
    }
    keywords.add(flag);
    return flag;
  }

  private List<String> known() {
    List<String> known = new ArrayList<>(SYSTEM_FLAGS);
    known.addAll(keywords);
    return known;
  }

  /** Flags in the order in which they are written. */
  List<String> sorted(Set<String> flags) {
    List<String> words = new ArrayList<>(known());
    words.retainAll(flags);
    return words;
  }

  /** Flags as FETCH shows them. */
  String flagList(Set<String> flags, boolean recent) {
    List<String> words = sorted(flags);
    if (recent) {
      words.add("\\Recent");
    }
    return "(" + String.join(" ", words) + ")";
  }

  /** The FLAGS and PERMANENTFLAGS responses (RFC 3501 §7.2.6, §7.1). */
  List<String> flagLines(boolean readOnly) {
    String all = String.join(" ", known());
    return List.of(
        "* FLAGS (" + all + ")", "* OK [PERMANENTFLAGS (" + (readOnly ? "" : all + " \\*") + ")]");
  }

  /** A message arrives, as part of a change that has begun. */
  Message arrive(Mail mail, List<String> flags, String date, Optional<LocalDate> day) {
    Set<String> learnt = new HashSet<>();
    flags.forEach(flag -> learnt.add(learn(flag)));
    Message message = new Message(uidNext++, mail, learnt, date, day);
    message.arrived = changes;
    message.changed = changes;
    messages.add(message);
    for (ModelSession follower : followers) {
      if (message.unclaimed) {
        follower.recent.add(message);
        message.unclaimed = follower.readOnly;
      }
    }
    return message;
  }

  /** Messages go, as part of a change that has begun. */
  void remove(List<Message> which) {
    which.forEach(message -> message.gone = changes);
    messages.removeAll(which);
  }

  /** A change begins. */
  void begin() {
    changes++;
  }

  /** Sets the flags of a message; tells all followers but one, if they have changed. */
  void setFlags(Message message, Set<String> flags, Optional<ModelSession> notTo) {
    message.flags.clear();
    message.flags.addAll(flags);
    message.changed = changes;
    for (ModelSession follower : followers) {
      if (notTo.isEmpty() || notTo.get() != follower) {
        follower.changed.putIfAbsent(message, changes);
      }
    }
  }
}
