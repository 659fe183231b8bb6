package org.yubin.torture.history;

import java.util.List;

/**
 * What was asked of a mailbox.
 *
 * @param uids of the messages it is about; empty for what makes messages
 * @param target mailbox of COPY and MOVE; empty for others
 * @param marker of the message that is made; empty if none is
 * @param flag that STORE adds or removes; empty for others
 */
public record Action(Kind kind, List<Long> uids, String target, String marker, String flag) {
  /** The kinds of commands. */
  public enum Kind {
    APPEND,
    DELIVER,
    ADD_FLAG,
    REMOVE_FLAG,
    COPY,
    MOVE,
    EXPUNGE,
    /** FETCH, SEARCH, SELECT, IDLE and others that change nothing. */
    READ
  }

  public Action {
    uids = List.copyOf(uids);
  }

  public static Action append(String marker) {
    return new Action(Kind.APPEND, List.of(), "", marker, "");
  }

  /** LMTP; a retry of the same message has the same marker. */
  public static Action deliver(String marker) {
    return new Action(Kind.DELIVER, List.of(), "", marker, "");
  }

  public static Action addFlag(long uid, String flag) {
    return new Action(Kind.ADD_FLAG, List.of(uid), "", "", flag);
  }

  public static Action removeFlag(long uid, String flag) {
    return new Action(Kind.REMOVE_FLAG, List.of(uid), "", "", flag);
  }

  public static Action copy(List<Long> uids, String target) {
    return new Action(Kind.COPY, uids, target, "", "");
  }

  public static Action move(List<Long> uids, String target) {
    return new Action(Kind.MOVE, uids, target, "", "");
  }

  /** STORE of \Deleted and UID EXPUNGE; from the first of them on the message may be gone. */
  public static Action expunge(List<Long> uids) {
    return new Action(Kind.EXPUNGE, uids, "", "", "");
  }

  public static Action read() {
    return new Action(Kind.READ, List.of(), "", "", "");
  }

  /** Whether messages that it names are gone when it is done. */
  public boolean removes() {
    return kind == Kind.MOVE || kind == Kind.EXPUNGE;
  }
}
