package org.yubin.frontend.imap.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * The selection and return options of LIST that the server knows, by their words (RFC 5258 §3). One
 * that is not known is BAD; one that comes twice counts once; their order is of no meaning. Filled
 * once, then only read, by any thread.
 */
public final class ListOptions {
  /** Changes how the criteria are applied, and so needs one. */
  private static final String RECURSIVEMATCH = "RECURSIVEMATCH";

  private final Map<String, Predicate<ListedName>> criteria = new HashMap<>();
  private final Map<String, ListReturn> implied = new HashMap<>();
  private final Set<String> independent = new HashSet<>();
  private final Map<String, ImapReader.Rule<ListReturn>> returns = new HashMap<>();

  /**
   * What stands before the reference.
   *
   * @param criteria what a name has to meet, all of it, by word
   * @param recursive whether a name is told for what stands below it, too (RECURSIVEMATCH)
   * @param implied return options that come with the criteria
   */
  public record Selection(
      Map<String, Predicate<ListedName>> criteria, boolean recursive, List<ListReturn> implied) {
    /** No criteria: names are told because they are there. */
    public static final Selection NONE = new Selection(Map.of(), false, List.of());
  }

  /**
   * Adds an option that restricts what is listed (list-select-base-opt).
   *
   * @param also the return option that it implies
   */
  public void criterion(String word, Predicate<ListedName> criterion, ListReturn also) {
    once(word, criteria.putIfAbsent(word, criterion) == null);
    implied.put(word, also);
  }

  /** Adds an option that goes with all others and alone (list-select-independent-opt). */
  public void independent(String word) {
    once(word, independent.add(word));
  }

  /**
   * Adds a return option.
   *
   * @param rule reads its value, from behind the word
   */
  public void returning(String word, ImapReader.Rule<ListReturn> rule) {
    once(word, returns.putIfAbsent(word, rule) == null);
  }

  private static void once(String word, boolean fresh) {
    if (!fresh) {
      throw new IllegalStateException("list option: " + word + " twice (expected: once)");
    }
  }

  // list-select-opts = "(" [(*(list-select-opt SP) list-select-base-opt *(SP list-select-opt))
  //                  / (list-select-independent-opt *(SP list-select-independent-opt))] ")"
  /** Reads the options before the reference. */
  public Selection select(ImapReader in) throws ImapSyntaxException {
    Map<String, Predicate<ListedName>> chosen = new TreeMap<>();
    boolean recursive = false;
    for (String word : in.list(this::selectOption)) {
      Predicate<ListedName> criterion = criteria.get(word);
      if (criterion != null) {
        chosen.put(word, criterion);
      }
      recursive |= word.equals(RECURSIVEMATCH);
    }
    if (recursive && chosen.isEmpty()) {
      throw in.expected("an option such as SUBSCRIBED beside " + RECURSIVEMATCH);
    }
    List<ListReturn> also = new ArrayList<>();
    chosen.keySet().forEach(word -> also.add(implied.getOrDefault(word, ListReturn.TOLD_ANYWAY)));
    return new Selection(chosen, recursive, also);
  }

  private String selectOption(ImapReader in) throws ImapSyntaxException {
    String word = in.peekWord();
    if (criteria.containsKey(word) || independent.contains(word) || word.equals(RECURSIVEMATCH)) {
      return in.word();
    }
    throw in.expected("a LIST selection option such as SUBSCRIBED");
  }

  // list-return-opts = "RETURN" SP "(" [return-option *(SP return-option)] ")"
  /** Reads the options behind the patterns, from behind {@code RETURN SP}. */
  public List<ListReturn> returned(ImapReader in) throws ImapSyntaxException {
    Map<String, ListReturn> chosen = new LinkedHashMap<>();
    in.list(
        each -> {
          ImapReader.Rule<ListReturn> rule = returns.get(each.peekWord());
          if (rule == null) {
            throw each.expected("a LIST return option such as CHILDREN");
          }
          return chosen.putIfAbsent(each.word(), rule.read(each));
        });
    return List.copyOf(chosen.values());
  }
}
