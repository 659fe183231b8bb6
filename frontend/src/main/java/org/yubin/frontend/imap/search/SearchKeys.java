package org.yubin.frontend.imap.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * The search keys that the server knows, by their words, and the grammar that strings them together
 * (RFC 3501 §9, {@code search-key}). Filled once, then only read, by any thread.
 */
public final class SearchKeys {
  /** Most keys of one command, those within others counted. */
  static final int MAX_KEYS = 1024;

  private final Map<String, KeyRule> rules = new HashMap<>();

  /** Reads what follows a key's word. */
  @FunctionalInterface
  public interface KeyRule {
    SearchKey read(Reading in) throws ImapSyntaxException;
  }

  /** The keys of RFC 3501. */
  public SearchKeys() {
    BaseKeys.addTo(rules);
  }

  /**
   * Adds a key.
   *
   * @param word in upper case
   */
  public void add(String word, KeyRule rule) {
    if (rules.putIfAbsent(word, rule) != null) {
      throw new IllegalStateException("search key: " + word + " twice (expected: once)");
    }
  }

  // 1*(SP search-key): here from the first key on
  /** Reads keys up to the end of the command: messages that meet all of them. */
  public SearchKey read(ImapReader in) throws ImapSyntaxException {
    return new Reading(in).all();
  }

  /** The keys of one command while they are read. */
  public final class Reading {
    private final ImapReader in;
    private int count;

    private Reading(ImapReader in) {
      this.in = in;
    }

    private SearchKey all() throws ImapSyntaxException {
      List<SearchKey> keys = new ArrayList<>();
      do {
        keys.add(in.nested(r -> bare()));
      } while (!in.atEnd() && in.trySp());
      return new Composed.All(keys);
    }

    /** The next key, behind a space: the argument of NOT and OR. */
    public SearchKey key() throws ImapSyntaxException {
      in.sp();
      return in.nested(r -> bare());
    }

    /** The reader, behind the space before an argument. */
    public ImapReader argument() throws ImapSyntaxException {
      in.sp();
      return in;
    }

    /** A string to search for, behind a space. Of UTF-8 every string in US-ASCII is one, too. */
    public Needle text() throws ImapSyntaxException {
      return Needle.of(new String(argument().astringOctets(), StandardCharsets.UTF_8));
    }

    private SearchKey bare() throws ImapSyntaxException {
      if (++count > MAX_KEYS) {
        throw in.expected("at most " + MAX_KEYS + " search keys");
      }
      if (in.peek('(')) {
        List<SearchKey> keys = in.list(r -> bare());
        if (keys.isEmpty()) {
          throw in.expected("a search key in the parentheses");
        }
        return new Composed.All(keys);
      }
      if (in.peek('*') || in.peekWord().chars().limit(1).anyMatch(Character::isDigit)) {
        return new BaseKeys.BySet(in.sequenceSet(), false);
      }
      KeyRule rule = rules.get(in.peekWord());
      if (rule == null) {
        throw in.expected("a search key");
      }
      in.word();
      return rule.read(this);
    }
  }
}
