package org.yubin.frontend.imap.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The selected mailbox as one client sees it: it believes what it is told, and finds out what
 * cannot be. Used by the client's thread.
 */
final class ToldMailbox {
  private static final Pattern NUMBERED =
      Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE|FETCH)(.*)", Pattern.DOTALL);
  private static final Pattern UID = Pattern.compile("\\bUID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("\\bFLAGS \\(([^)]*)\\)");
  private static final Pattern MODSEQ = Pattern.compile("\\bMODSEQ \\((\\d+)\\)");
  private static final Pattern SUBJECT = Pattern.compile("Subject: (\\S+)");
  private static final Pattern SEARCH = Pattern.compile("\\* (?:SEARCH|ESEARCH.*?)((?: \\d+)*)");

  private final int session;
  private final int sessions;
  private final CommonTruth truth;

  /** UIDs by sequence number, from 0; 0 for one that was not told yet. */
  private final List<Long> uids = new ArrayList<>();

  private final Set<Long> gone = new HashSet<>();
  private final Map<Long, Set<String>> flags = new HashMap<>();
  private final Map<Long, Long> modSeqs = new HashMap<>();
  private boolean selecting;

  ToldMailbox(int session, int sessions, CommonTruth truth) {
    this.session = session;
    this.sessions = sessions;
    this.truth = truth;
  }

  int size() {
    return uids.size();
  }

  /** The UID of a sequence number, from 1; 0 if it was not told yet. */
  long uid(int seq) {
    return uids.get(seq - 1);
  }

  /** All UIDs, each with its flags as last told; \Recent left out. */
  Map<Long, Set<String>> picture() {
    Map<Long, Set<String>> picture = new TreeMap<>();
    for (long uid : uids) {
      Set<String> stored = new HashSet<>(flags.getOrDefault(uid, Set.of()));
      stored.remove("\\Recent");
      picture.put(uid, stored);
    }
    return picture;
  }

  /** The first sequence number of which it does not know UID and flags; 0 if there is none. */
  int unknown() {
    for (int seq = 1; seq <= size(); seq++) {
      if (!flags.containsKey(uid(seq))) {
        return seq;
      }
    }
    return 0;
  }

  /** The client has changed a flag itself, and was not told (RFC 3501 §6.4.6, .SILENT). */
  void silently(long uid, String flag, boolean set) {
    Set<String> after = new HashSet<>(flags.getOrDefault(uid, Set.of()));
    if (set) {
      after.add(flag);
    } else {
      after.remove(flag);
    }
    flags.replace(uid, after);
  }

  /** The next EXISTS is the first. */
  void select() {
    uids.clear();
    selecting = true;
  }

  /**
   * Takes an untagged response.
   *
   * @param expunges whether EXPUNGE may come now
   * @param since when the command was given in whose course it comes
   * @throws AssertionError if it cannot be
   */
  void take(String response, boolean expunges, long since) {
    Matcher numbered = NUMBERED.matcher(response);
    if (numbered.matches()) {
      int number = Integer.parseInt(numbered.group(1));
      switch (numbered.group(2)) {
        case "EXISTS" -> exists(number);
        case "EXPUNGE" -> expunge(number, expunges);
        default -> fetch(number, numbered.group(3), since);
      }
      return;
    }
    if (response.startsWith("* VANISHED ")) {
      check(expunges, "VANISHED where it would shift numbers in use");
      vanished(response.substring("* VANISHED ".length()));
      return;
    }
    Matcher search = SEARCH.matcher(response);
    if (search.matches() && !search.group(1).isEmpty()) {
      found(search.group(1).strip(), expunges); // only UID SEARCH lets EXPUNGE through
    }
  }

  /** Numbers found by SEARCH are of messages that the client knows of. */
  private void found(String numbers, boolean byUid) {
    long last = 0;
    for (String word : numbers.split(" ", -1)) {
      long number = Long.parseLong(word);
      check(number > last, "found twice, or out of order: " + number);
      last = number;
      check(byUid ? !gone.contains(number) : number <= size(), "found, and not there: " + number);
    }
  }

  private void exists(int count) {
    check(selecting || count > size(), "EXISTS " + count + " with " + size() + " messages");
    selecting = false;
    while (size() < count) {
      uids.add(0L);
    }
  }

  private void expunge(int seq, boolean expunges) {
    check(expunges, "EXPUNGE where it would shift numbers in use");
    check(seq >= 1 && seq <= size(), "EXPUNGE " + seq + " of " + size() + " messages");
    long uid = uids.remove(seq - 1);
    if (uid > 0) {
      gone.add(uid);
    }
  }

  /** Expunged, by UID (RFC 7162 §3.2.10). */
  private void vanished(String set) {
    for (String range : set.split(",", -1)) {
      String[] ends = range.split(":", -1);
      long last = Long.parseLong(ends[ends.length - 1]);
      for (long uid = Long.parseLong(ends[0]); uid <= last; uid++) {
        int at = uids.indexOf(uid);
        uids.remove(at >= 0 ? at : unnumbered(uid));
        gone.add(uid);
      }
    }
  }

  /** Where a message can stand of which EXISTS has told, but nobody its UID yet. */
  private int unnumbered(long uid) {
    int at = 0;
    for (int i = 0; i < size(); i++) {
      at = uids.get(i) > 0 && uids.get(i) < uid ? i + 1 : at;
    }
    check(at < size() && uids.get(at) == 0, "VANISHED " + uid + ", which is not there: " + uids);
    return at;
  }

  private void fetch(int seq, String items, long since) {
    check(seq >= 1 && seq <= size(), "FETCH " + seq + " of " + size() + " messages");
    Matcher told = UID.matcher(items);
    if (told.find()) {
      number(seq, Long.parseLong(told.group(1)));
    }
    long uid = uid(seq);
    Matcher subject = SUBJECT.matcher(items);
    if (uid > 0 && subject.find()) {
      truth.named(uid, subject.group(1));
    }
    Matcher list = FLAGS.matcher(items);
    if (uid > 0 && list.find()) {
      flags(uid, list.group(1), items, since);
    }
  }

  private void number(int seq, long uid) {
    long before = uid(seq);
    check(before == 0 || before == uid, "message " + seq + " is UID " + uid + ", was " + before);
    check(!gone.contains(uid), "UID " + uid + " was expunged");
    uids.set(seq - 1, uid);
    long last = 0;
    for (long each : uids) {
      check(each == 0 || each > last, "UIDs do not ascend: " + uids);
      last = each == 0 ? last : each;
    }
  }

  private void flags(long uid, String list, String items, long since) {
    Set<String> told = list.isEmpty() ? Set.of() : Set.of(list.split(" ", -1));
    flags.put(uid, told);
    truth.told(session, sessions, uid, told, since);
    Matcher modSeq = MODSEQ.matcher(items);
    if (modSeq.find()) {
      long at = Long.parseLong(modSeq.group(1));
      check(at >= modSeqs.getOrDefault(uid, 0L), "MODSEQ of UID " + uid + " goes back to " + at);
      modSeqs.put(uid, at);
      truth.at(uid, at, told);
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
