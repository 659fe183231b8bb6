package org.yubin.persistence.summary;

import java.util.Optional;

/**
 * An address structure of ENVELOPE (RFC 9051 §7.5.2), its octets undecoded; an absent field is NIL.
 *
 * <p>A group stands in a list as {@link #groupStart}, its members, {@link #groupEnd}. An address
 * that names no host has an empty one, since NIL would make it a group.
 *
 * @param name display name without its quotes, or else the comment behind the address
 * @param adl the source route (at-domain-list), without the colon that ends it
 * @param mailbox local part without its quotes, or the name of the group that starts here
 * @param host the domain
 */
public record Address(
    Optional<Octets> name, Optional<Octets> adl, Optional<Octets> mailbox, Optional<Octets> host) {

  private static final Address GROUP_END =
      new Address(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The marker that opens a group: mailbox is its name, host is NIL. */
  public static Address groupStart(Octets groupName) {
    return new Address(
        Optional.empty(), Optional.empty(), Optional.of(groupName), Optional.empty());
  }

  /** The marker that ends a group: every field is NIL. */
  public static Address groupEnd() {
    return GROUP_END;
  }

  public boolean isGroupStart() {
    return host.isEmpty() && mailbox.isPresent();
  }

  public boolean isGroupEnd() {
    return host.isEmpty() && mailbox.isEmpty();
  }
}
