package org.yubin.torture.check;

/** A message in a mailbox. */
record Instance(String mailbox, long uid) {
  @Override
  public String toString() {
    return mailbox + " UID " + uid;
  }
}
