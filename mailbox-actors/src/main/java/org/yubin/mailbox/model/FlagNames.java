package org.yubin.mailbox.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Flags as a client names them; keywords in its own spelling, in its order. */
public record FlagNames(Set<SystemFlag> system, Set<String> keywords) {
  public static final FlagNames NONE = new FlagNames(Set.of(), Set.of());

  public FlagNames {
    system = Collections.unmodifiableSet(new TreeSet<>(system));
    keywords = Collections.unmodifiableSet(new LinkedHashSet<>(keywords));
  }

  public static FlagNames of(SystemFlag... flags) {
    return new FlagNames(Set.of(flags), Set.of());
  }

  public boolean isEmpty() {
    return system.isEmpty() && keywords.isEmpty();
  }
}
