package org.yubin.frontend.imap.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.NewMessage;

/**
 * What stands before a message of an APPEND: its flags, its date, and what extensions add (RFC 4466
 * §3, {@code append-opts}).
 *
 * @param date absent: now
 * @param others in the order given
 * @param binary whether the message comes as a literal8, in which NULs may stand (RFC 3516 §4.4)
 */
record AppendOptions(
    FlagNames flags, Optional<InternalDate> date, List<AppendOption> others, boolean binary) {
  AppendOptions {
    others = List.copyOf(others);
  }

  /** What an extension makes of a message that is appended. */
  @FunctionalInterface
  interface AppendOption {
    NewMessage applyTo(NewMessage message);
  }

  /** The options that extensions have brought, by their labels. */
  static final class Known {
    private final Map<String, ImapReader.Rule<AppendOption>> rules = new HashMap<>();

    /**
     * Adds an option.
     *
     * @param label in upper case
     * @param value reads what follows the label, from the space on: no literal, which would be
     *     taken for the message
     */
    void add(String label, ImapReader.Rule<AppendOption> value) {
      if (rules.putIfAbsent(label, value) != null) {
        throw new IllegalStateException("append option: " + label + " twice (expected: once)");
      }
    }
  }

  // append-message = append-opts SP append-data
  // append-opts    = [SP flag-list] [SP date-time] *(SP append-ext)
  // append-data    = literal / literal8 / append-data-ext
  /** Reads them, and what stands before the header of the literal, which comes next. */
  static AppendOptions read(ImapReader in, Known known) throws ImapSyntaxException {
    in.sp();
    FlagNames flags = FlagNames.NONE;
    if (in.peek('(')) {
      flags = in.flagList();
      in.sp();
    }
    Optional<InternalDate> date = Optional.empty();
    if (in.peek('"')) {
      date = Optional.of(in.dateTime());
      in.sp();
    }
    List<AppendOption> others = new ArrayList<>();
    ImapReader.Rule<AppendOption> rule = known.rules.get(in.peekWord());
    while (rule != null) {
      in.word();
      others.add(rule.read(in));
      in.sp();
      rule = known.rules.get(in.peekWord());
    }
    return new AppendOptions(flags, date, others, in.tryChar('~'));
  }

  InternalDate dateOr(Instant now) {
    return date.orElseGet(() -> InternalDate.of(now));
  }

  NewMessage applyTo(NewMessage message) {
    NewMessage changed = message;
    for (AppendOption option : others) {
      changed = option.applyTo(changed);
    }
    return changed;
  }
}
