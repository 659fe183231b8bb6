package org.yubin.torture.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What a session knows of its selected mailbox: a UID for each message sequence number, 0 where it
 * was not told.
 */
final class View {
  private final List<Long> uids = new ArrayList<>();

  void clear() {
    uids.clear();
  }

  int size() {
    return uids.size();
  }

  /** Whether the number is possible: EXISTS never says fewer than there were. */
  boolean exists(long count) {
    if (count < uids.size()) {
      return false;
    }
    while (uids.size() < count) {
      uids.add(0L);
    }
    return true;
  }

  /** The UID that is gone, 0 if unknown, -1 if there is no such number. */
  long expunge(long seq) {
    return seq < 1 || seq > uids.size() ? -1 : uids.remove((int) seq - 1);
  }

  /**
   * Whether there was such a message, or may have been: UIDs ascend, so one that is not known
   * stands behind the last known one below it.
   */
  boolean vanished(long uid) {
    if (uids.remove((Long) uid)) {
      return true;
    }
    int at = 0;
    for (int i = 0; i < uids.size(); i++) {
      if (uids.get(i) != 0 && uids.get(i) < uid) {
        at = i + 1;
      }
    }
    if (at == uids.size() || uids.get(at) != 0) {
      return false;
    }
    uids.remove(at);
    return true;
  }

  /**
   * A FETCH; gives the UID, 0 if it is not known, -1 if it contradicts what was told before.
   *
   * @param told 0 if it has none
   */
  long shown(long seq, long told) {
    if (seq < 1 || seq > uids.size()) {
      return -1;
    }
    int at = (int) seq - 1;
    long known = uids.get(at);
    if (told == 0 || told == known) {
      return known;
    }
    if (known != 0) {
      return -1;
    }
    uids.set(at, told);
    return told;
  }
}
