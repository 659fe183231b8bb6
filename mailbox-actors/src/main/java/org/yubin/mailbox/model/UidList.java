package org.yubin.mailbox.model;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * An immutable list of UIDs in any order, 4 octets each: replies of large copies are remembered for
 * minutes.
 */
final class UidList extends AbstractList<Uid> implements RandomAccess {
  private final int[] uids;

  private UidList(int[] uids) {
    this.uids = uids;
  }

  static List<Uid> copyOf(List<Uid> list) {
    return list instanceof UidList
        ? list
        : new UidList(list.stream().mapToInt(uid -> (int) uid.value()).toArray());
  }

  @Override
  public Uid get(int index) {
    return new Uid(Integer.toUnsignedLong(uids[index]));
  }

  @Override
  public int size() {
    return uids.length;
  }
}
