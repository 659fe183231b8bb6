package org.yubin.frontend.imap.fetch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.mime.Section;

/**
 * The FETCH items that the server knows, by their words, and the grammar that strings them together
 * (RFC 3501 §6.4.5). Filled once, then only read, by any thread.
 */
public final class FetchItems {
  /** Most items of one command, those that come twice not counted. */
  static final int MAX_ITEMS = 128;

  /** MODSEQ, which CHANGEDSINCE brings with it (RFC 7162 §3.1.4.1). */
  public static final FetchItem MODSEQ = RecordItem.MODSEQ;

  /** What is told of messages that have changed (RFC 7162 §3.2.5.1). */
  public static final List<FetchItem> CHANGED =
      List.of(RecordItem.UID, RecordItem.FLAGS, RecordItem.MODSEQ);

  private static final List<FetchItem> FAST =
      List.of(RecordItem.FLAGS, RecordItem.INTERNALDATE, RecordItem.SIZE);
  private static final Map<String, List<FetchItem>> MACROS =
      Map.of(
          "FAST", FAST,
          "ALL", with(FAST, SummaryItem.ENVELOPE),
          "FULL", with(with(FAST, SummaryItem.ENVELOPE), SummaryItem.BODY));

  private final Map<String, ImapReader.Rule<FetchItem>> rules = new HashMap<>();

  /** The items of RFC 3501, and MODSEQ. */
  public FetchItems() {
    for (RecordItem item : RecordItem.values()) {
      add(item.word(), in -> item);
    }
    add("ENVELOPE", in -> SummaryItem.ENVELOPE);
    add("BODYSTRUCTURE", in -> SummaryItem.BODYSTRUCTURE);
    add("BODY", in -> in.peek('[') ? SectionItem.read(in, false) : SummaryItem.BODY);
    add("BODY.PEEK", in -> SectionItem.read(in, true));
    add("RFC822", in -> SectionItem.named("RFC822", Section.Kind.ALL, true));
    add("RFC822.HEADER", in -> SectionItem.named("RFC822.HEADER", Section.Kind.HEADER, false));
    add("RFC822.TEXT", in -> SectionItem.named("RFC822.TEXT", Section.Kind.TEXT, true));
  }

  /**
   * Adds an item.
   *
   * @param word its first word in upper case
   * @param rule reads its arguments, from behind the word
   */
  public void add(String word, ImapReader.Rule<FetchItem> rule) {
    if (rules.putIfAbsent(word, rule) != null) {
      throw new IllegalStateException("fetch item: " + word + " twice (expected: once)");
    }
  }

  // "ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")"
  /**
   * Reads the items of a FETCH, each once, in the order in which they came first.
   *
   * @param byUid UID FETCH: the UID is told, asked for or not, and then first (RFC 3501 §6.4.8)
   */
  public List<FetchItem> read(ImapReader in, boolean byUid) throws ImapSyntaxException {
    List<FetchItem> items = items(in);
    Set<FetchItem> once = new LinkedHashSet<>();
    if (byUid && !items.contains(RecordItem.UID)) {
      once.add(RecordItem.UID);
    }
    once.addAll(items);
    if (once.size() > MAX_ITEMS) {
      throw in.expected("at most " + MAX_ITEMS + " items");
    }
    return List.copyOf(once);
  }

  private List<FetchItem> items(ImapReader in) throws ImapSyntaxException {
    if (in.peek('(')) {
      List<FetchItem> items = in.list(this::item);
      if (items.isEmpty()) {
        throw in.expected("at least one FETCH item in the parentheses");
      }
      return items;
    }
    Optional<String> macro = MACROS.keySet().stream().filter(in::tryWord).findFirst();
    return macro.isPresent() ? MACROS.getOrDefault(macro.get(), FAST) : List.of(item(in));
  }

  private FetchItem item(ImapReader in) throws ImapSyntaxException {
    ImapReader.Rule<FetchItem> rule = rules.get(in.peekWord());
    if (rule == null) {
      throw in.expected("a FETCH item such as FLAGS");
    }
    in.word();
    return rule.read(in);
  }

  private static List<FetchItem> with(List<FetchItem> items, FetchItem more) {
    List<FetchItem> all = new ArrayList<>(items);
    all.add(more);
    return List.copyOf(all);
  }
}
