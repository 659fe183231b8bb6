package org.yubin.frontend.imap.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * What extensions add to a command in parentheses: names, some with a value, in any order (RFC 4466
 * §2.1, §2.4, §2.5). One that is not known, or comes twice, is an error. Filled once, then only
 * read, by any thread.
 *
 * @param <T> what an option of this command is
 */
public final class Options<T> {
  private final String kind;
  private final Map<String, ImapReader.Rule<T>> rules = new HashMap<>();

  /**
   * @param kind as errors name it: {@code a FETCH modifier}
   */
  Options(String kind) {
    this.kind = kind;
  }

  /**
   * Adds an option.
   *
   * @param name in upper case
   * @param rule reads its value, from behind the name: before the space, if it has one
   */
  public void add(String name, ImapReader.Rule<T> rule) {
    if (rules.putIfAbsent(name, rule) != null) {
      throw new IllegalStateException(kind + ": " + name + " twice (expected: once)");
    }
  }

  // select-params = SP "(" select-param *(SP select-param) ")"; modifiers alike
  /** Reads what may stand here: a space and the parentheses, or nothing. */
  List<T> readOptional(ImapReader in) throws ImapSyntaxException {
    if (in.atEnd()) {
      return List.of();
    }
    in.sp();
    return read(in);
  }

  /** Reads the parentheses. */
  List<T> read(ImapReader in) throws ImapSyntaxException {
    Map<String, T> options = new LinkedHashMap<>();
    in.list(
        r -> {
          String name = r.peekWord();
          ImapReader.Rule<T> rule = rules.get(name);
          if (rule == null || options.containsKey(name)) {
            throw r.expected(rule == null ? kind : kind + " once only");
          }
          r.word();
          return options.put(name, rule.read(r)) == null;
        });
    if (options.isEmpty()) {
      throw in.expected(kind);
    }
    return List.copyOf(options.values());
  }
}
