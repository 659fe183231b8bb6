package org.yubin.persistence.head;

/** What has a head, epochs and logs. The words stand in stored keys and never change. */
public enum EntityKind {
  MAILBOX("mailbox"),
  ACCOUNT("account");

  private final String word;

  EntityKind(String word) {
    this.word = word;
  }

  /** The word in head keys and persistence ids. */
  public String word() {
    return word;
  }
}
