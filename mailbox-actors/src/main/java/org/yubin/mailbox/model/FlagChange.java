package org.yubin.mailbox.model;

/** What STORE does to the flags of a message (RFC 9051 §6.4.6). */
public record FlagChange(Mode mode, FlagNames flags) {
  /** How the named flags meet those that are set. */
  public enum Mode {
    ADD,
    REMOVE,
    REPLACE;

    /** The flags of a message after the change. */
    public Flags applyTo(Flags old, Flags named) {
      return switch (this) {
        case ADD -> old.or(named);
        case REMOVE -> old.andNot(named);
        case REPLACE -> named;
      };
    }
  }

  public static FlagChange add(SystemFlag... flags) {
    return new FlagChange(Mode.ADD, FlagNames.of(flags));
  }

  public static FlagChange remove(SystemFlag... flags) {
    return new FlagChange(Mode.REMOVE, FlagNames.of(flags));
  }

  public static FlagChange replace(SystemFlag... flags) {
    return new FlagChange(Mode.REPLACE, FlagNames.of(flags));
  }
}
