package org.yubin.frontend.imap.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What all sessions on a mailbox were told, and what they have done: whatever contradicts it is a
 * fault. Used by all their threads.
 *
 * <ul>
 *   <li>A UID always names the same message, told by its subject.
 *   <li>Flags at one modseq are the same for everybody (RFC 7162 §3.1).
 *   <li>Each session has a keyword that it alone sets and takes away. What another is told of it
 *       was so at some time between its command and the answer; what the session itself is told is
 *       what it has set last.
 *   <li>A message is \Recent to one session (RFC 3501 §2.3.2).
 * </ul>
 */
final class CommonTruth {
  private final Map<Long, String> subjects = new HashMap<>();
  private final Map<String, Set<String>> flagsAt = new HashMap<>();
  private final Map<Long, Integer> recentTo = new HashMap<>();
  private final Map<String, List<Setting>> settings = new HashMap<>();

  /** A session sets or removes its keyword; times by {@link System#nanoTime}. */
  private static final class Setting {
    final boolean set;
    long done = Long.MAX_VALUE;

    Setting(boolean set) {
      this.set = set;
    }
  }

  static String keyword(int session) {
    return "mine" + session;
  }

  synchronized void named(long uid, String subject) {
    String before = subjects.putIfAbsent(uid, subject);
    if (before != null && !before.equals(subject)) {
      throw new AssertionError("UID " + uid + " is " + subject + " and was " + before);
    }
  }

  synchronized void begin(int session, long uid, boolean set) {
    settings.computeIfAbsent(session + "/" + uid, first -> new ArrayList<>()).add(new Setting(set));
  }

  synchronized void done(int session, long uid) {
    List<Setting> all = Objects.requireNonNull(settings.get(session + "/" + uid));
    all.get(all.size() - 1).done = System.nanoTime();
  }

  /**
   * A session is told the flags of a message.
   *
   * @param since when it gave the command in whose course it is told
   */
  synchronized void told(int session, int sessions, long uid, Set<String> flags, long since) {
    for (int owner = 0; owner < sessions; owner++) {
      boolean told = flags.contains(keyword(owner));
      if (!possible(owner, uid, since, owner == session).contains(told)) {
        throw new AssertionError(
            "UID " + uid + " told with flags " + flags + ", but " + keyword(owner) + " was not so");
      }
    }
    if (flags.contains("\\Recent") && recentTo.getOrDefault(uid, session) != session) {
      throw new AssertionError("UID " + uid + " is \\Recent to two sessions");
    }
    if (flags.contains("\\Recent")) {
      recentTo.put(uid, session);
    }
  }

  /** What a keyword can have been between a time and now; both, as long as nobody has set it. */
  private Set<Boolean> possible(int owner, long uid, long since, boolean own) {
    List<Setting> all = settings.getOrDefault(owner + "/" + uid, List.of());
    if (all.isEmpty()) {
      return Set.of(true, false);
    }
    if (own) {
      return Set.of(all.get(all.size() - 1).set);
    }
    Set<Boolean> values = new HashSet<>();
    boolean before = false;
    for (Setting each : all) {
      if (each.done < since) {
        before = true;
        values.clear();
      }
      values.add(each.set);
    }
    return before ? values : Set.of(true, false);
  }

  /** The flags of a message at a modseq, \Recent left out. */
  synchronized void at(long uid, long modSeq, Set<String> flags) {
    Set<String> stored = new HashSet<>(flags);
    stored.remove("\\Recent");
    Set<String> before = flagsAt.putIfAbsent(uid + "@" + modSeq, stored);
    if (before != null && !before.equals(stored)) {
      throw new AssertionError(
          "UID " + uid + " at modseq " + modSeq + " has flags " + stored + " and " + before);
    }
  }
}
