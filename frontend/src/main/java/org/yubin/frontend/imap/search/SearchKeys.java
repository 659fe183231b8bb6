package org.yubin.frontend.imap.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.MailboxQuery;

/**
 * The search keys that the server knows, by their words, and the grammar that strings them together
 * (RFC 3501 §9, {@code search-key}). Filled once, then only read, by any thread.
 */
public final class SearchKeys {
  /** Most keys of one command, those within others counted. */
  static final int MAX_KEYS = 1024;

  /** How deep keys may stand in each other; a row of ORs is not deep. */
  private static final int MAX_DEPTH = MailboxQuery.MAX_DEPTH;

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
  /**
   * Reads keys up to the end of the command: messages that meet all of them.
   *
   * @param charset of the strings
   */
  public SearchKey read(ImapReader in, SearchCharset charset) throws ImapSyntaxException {
    SearchKey key = new Reading(in, charset).all();
    if (key.depth() > MAX_DEPTH) {
      throw in.expected("search keys of at most " + MAX_DEPTH + " levels");
    }
    return key;
  }

  /** The keys of one command while they are read. */
  public final class Reading {
    private final ImapReader in;
    private final SearchCharset charset;
    private int count;

    private Reading(ImapReader in, SearchCharset charset) {
      this.in = in;
      this.charset = charset;
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

    /** A string to search for, behind a space. */
    public Needle text() throws ImapSyntaxException {
      ImapSyntaxException none = argument().expected("a string in " + charset.name());
      return Needle.of(charset.decode(in.astringOctets()).orElseThrow(() -> none));
    }

    // "OR" SP search-key SP search-key
    /**
     * The arguments of OR. If the second is an OR, too, and so on, as clients say many
     * alternatives, they are read one after another.
     */
    SearchKey either() throws ImapSyntaxException {
      List<SearchKey> alternatives = new ArrayList<>();
      alternatives.add(key());
      in.sp();
      while (in.tryWord("OR")) {
        another();
        alternatives.add(key());
        in.sp();
      }
      alternatives.add(in.nested(r -> bare()));
      return Composed.Either.of(alternatives);
    }

    private void another() throws ImapSyntaxException {
      if (++count > MAX_KEYS) {
        throw in.expected("at most " + MAX_KEYS + " search keys");
      }
    }

    private SearchKey bare() throws ImapSyntaxException {
      another();
      if (in.peek('(')) {
        List<SearchKey> keys = in.list(r -> bare());
        if (keys.isEmpty()) {
          throw in.expected("a search key in the parentheses");
        }
        return new Composed.All(keys);
      }
      if (in.peek('*')
          || in.peek('$')
          || in.peekWord().chars().limit(1).anyMatch(Character::isDigit)) {
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
