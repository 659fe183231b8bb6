package org.yubin.frontend.imap.command;

import java.util.List;
import org.yubin.frontend.auth.LoginMechanism;
import org.yubin.frontend.auth.Plain;
import org.yubin.frontend.auth.Scram;
import org.yubin.frontend.auth.ScramHash;

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
          new Authenticate(),
          new Authenticate.Mechanism("LOGIN", s -> new LoginMechanism(s.authenticator())),
          new Authenticate.Mechanism("PLAIN", s -> new Plain(s.authenticator())),
          scram(ScramHash.SHA_1),
          scram(ScramHash.SHA_256),
          new Binary(),
          new Listing(),
          new Condstore(),
          new Enable(),
          new Esearch(),
          new Id(),
          new Idle(),
          new ListExtended(),
          new ListStatus(),
          new LiteralPlus(),
          new LiteralMinus(),
          new Login(),
          new Move.Brought(),
          new Append(),
          new Namespace(),
          new Qresync(),
          new SaslInitialResponse(),
          new SearchResult(),
          new SpecialUses(),
          new StartTls(),
          new StatusSize(),
          new UidPlus(),
          new Leave(),
          new Within());

  private Extensions() {}

  private static Extension scram(ScramHash hash) {
    return new Authenticate.Mechanism(
        "SCRAM-" + hash.word(),
        s -> new Scram(hash, s.authenticator(), () -> s.ids().next().toString()));
  }
}
