package org.yubin.frontend.imap.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.UidSet;

/**
 * The result options of SEARCH that the server knows, by their names, and the ESEARCH response that
 * answers them (RFC 4466 §2.6, RFC 4731). Filled once, then only read, by any thread.
 */
public final class SearchReturns {
  /** Most options of one command, those that come twice not counted. */
  private static final int MAX_OPTIONS = 32;

  private final Map<String, ImapReader.Rule<ReturnOption>> rules = new HashMap<>();

  /** The options of RFC 4731 §3.1. */
  private enum Basic implements ReturnOption {
    MIN {
      @Override
      public UidSet tells(UidSet found) {
        return found.isEmpty() ? found : UidSet.of(found.first());
      }

      @Override
      void value(Found found, ImapWriter out) {
        out.number(found.number(found.uids().first()));
      }
    },
    MAX {
      @Override
      public UidSet tells(UidSet found) {
        return found.isEmpty() ? found : UidSet.of(found.last());
      }

      @Override
      void value(Found found, ImapWriter out) {
        out.number(found.number(found.uids().last()));
      }
    },
    ALL {
      @Override
      void value(Found found, ImapWriter out) {
        out.atom(found.sequenceSet());
      }
    },
    /** The only one that is told of nothing, too. */
    COUNT {
      @Override
      void value(Found found, ImapWriter out) {
        out.number(found.uids().size());
      }
    };

    abstract void value(Found found, ImapWriter out);

    @Override
    public UidSet tells(UidSet found) {
      return found;
    }

    @Override
    public void write(Found found, ImapWriter out) {
      if (this == COUNT || !found.uids().isEmpty()) {
        value(found, out.sp().atom(name()).sp());
      }
    }
  }

  /** Brings MIN, MAX, ALL and COUNT. */
  public void addBasic() {
    for (Basic option : Basic.values()) {
      add(option.name(), in -> option);
    }
  }

  /**
   * Adds an option.
   *
   * @param name in upper case
   * @param rule reads its parameters, from behind the name: before the space, if it has some
   */
  public void add(String name, ImapReader.Rule<ReturnOption> rule) {
    if (rules.putIfAbsent(name, rule) != null) {
      throw new IllegalStateException("result option: " + name + " twice (expected: once)");
    }
  }

  // search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"
  /** Reads the parentheses: each option once; none at all is the same as ALL (RFC 4731 §3.1). */
  public List<ReturnOption> read(ImapReader in) throws ImapSyntaxException {
    Set<ReturnOption> options = new LinkedHashSet<>(in.list(this::option));
    if (options.size() > MAX_OPTIONS) {
      throw in.expected("at most " + MAX_OPTIONS + " result options");
    }
    return options.isEmpty() ? List.of(Basic.ALL) : new ArrayList<>(options);
  }

  private ReturnOption option(ImapReader in) throws ImapSyntaxException {
    ImapReader.Rule<ReturnOption> rule = rules.get(in.peekWord());
    if (rule == null) {
      throw in.expected("a result option of SEARCH");
    }
    in.word();
    return rule.read(in);
  }

  /** The messages that a response with these options speaks of; a SEARCH response tells all. */
  public static UidSet told(List<ReturnOption> options, UidSet found) {
    if (options.isEmpty()) {
      return found;
    }
    UidSet told = UidSet.EMPTY;
    for (ReturnOption option : options) {
      told = told.or(option.tells(found));
    }
    return told;
  }

  /** Whether there is an ESEARCH response, or a SEARCH response in place of it (RFC 5182 §1). */
  public static boolean anyAnswer(List<ReturnOption> options) {
    return options.isEmpty() || !options.stream().allMatch(ReturnOption::saves);
  }

  /**
   * What is saved of what was found: all that the response speaks of, or all if there is none (RFC
   * 5182 §2.4).
   */
  public static UidSet saved(List<ReturnOption> options, UidSet found) {
    return anyAnswer(options) ? told(options, found) : found;
  }

  // esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)
  /**
   * Begins the response; the caller ends its line.
   *
   * @param tag of the command
   */
  public static void write(List<ReturnOption> options, String tag, Found found, ImapWriter out) {
    out.untagged().atom("ESEARCH (TAG ").string(tag).close().atom(found.byUid() ? " UID" : "");
    options.forEach(option -> option.write(found, out));
  }
}
