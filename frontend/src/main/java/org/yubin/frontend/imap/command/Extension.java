package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.session.Session;

/** A command, or an extension of some, that registers all that it brings. */
public interface Extension {
  /** The word that announces it (RFC 3501 §7.2.1); none for what the base protocol has. */
  Optional<String> capability();

  /** Whether the word holds for this session now. */
  default boolean announced(Session session) {
    return true;
  }

  /** Brings its commands, items and keys. */
  void register(Registry on);
}
