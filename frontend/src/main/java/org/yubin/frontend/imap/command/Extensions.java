package org.yubin.frontend.imap.command;

import java.util.List;

/** Every command and extension of the server. */
public final class Extensions {
  /** First what needs no word, then sorted by capability word: the order of CAPABILITY. */
  public static final List<Extension> ALL =
      List.of(
          new Basics(),
          new Select(),
          new Lsub(),
          new Messages(),
          new Status(),
          new Tree(),
          new AuthenticatePlain(),
          new Listing(),
          new Condstore(),
          new Enable(),
          new Id(),
          new Idle(),
          new ListExtended(),
          new ListStatus(),
          new LiteralPlus(),
          new Login(),
          new Move.Brought(),
          new Append(),
          new Namespace(),
          new Qresync(),
          new SaslInitialResponse(),
          new SpecialUses(),
          new StatusSize(),
          new UidPlus(),
          new Leave());

  private Extensions() {}
}
