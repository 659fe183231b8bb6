package org.yubin.node;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a process does in the cluster. One process may have several roles. */
public enum Role {
  /** Owns mailboxes and accounts, and collects what nobody refers to any more. */
  MAILBOX,
  /** Speaks IMAP and LMTP; reaches mailboxes through the cluster. */
  FRONTEND;

  /** The word for it in the configuration, and in the cluster's membership. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The roles of these words.
   *
   * @throws StartFailure if a word is not known, or there is none
   */
  static Set<Role> named(Collection<String> words) throws StartFailure {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : words) {
      roles.add(
          Arrays.stream(values())
              .filter(role -> role.word().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new StartFailure("yubin.roles: " + word + " (expected: mailbox, frontend)")));
    }
    if (roles.isEmpty()) {
      throw new StartFailure("yubin.roles: none (expected: mailbox, frontend, or both)");
    }
    return roles;
  }
}
