package org.yubin.frontend.imap.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.yubin.frontend.imap.fetch.FetchItems;
import org.yubin.frontend.imap.list.ListOptions;
import org.yubin.frontend.imap.search.SearchKeys;
import org.yubin.frontend.imap.search.SearchReturns;
import org.yubin.frontend.imap.session.CommandTable;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;

/**
 * All that the extensions have brought. What is not here is BAD: commands, experimental ones among
 * them (RFC 3501 §6.5.1), and parameters (RFC 4466 §2). Filled once, then only read, by any thread.
 */
public final class Registry implements CommandTable {
  private final List<Extension> extensions;
  private final Map<String, CommandSpec> commands = new HashMap<>();
  private final Map<String, StreamPoint> streamPoints = new HashMap<>();
  private final FetchItems fetchItems = new FetchItems();
  private final SearchKeys searchKeys = new SearchKeys();
  private final SearchReturns searchReturns = new SearchReturns();
  private final Map<String, Status.Item> statusItems = new HashMap<>();
  private final AppendOptions.Known appendOptions = new AppendOptions.Known();
  private final ListOptions listOptions = new ListOptions();
  private final Map<String, Consumer<Session>> enableWords = new LinkedHashMap<>();
  private final Options<SelectOption> selectOptions = new Options<>("a SELECT parameter");
  private final Options<FetchModifier> fetchModifiers = new Options<>("a FETCH modifier");
  private final Options<StoreModifier> storeModifiers = new Options<>("a STORE modifier");
  private final Map<String, Authenticate.Mechanism> mechanisms = new HashMap<>();

  /** Tells where a command's message literal begins, so that it is streamed instead of buffered. */
  @FunctionalInterface
  public interface StreamPoint {
    /**
     * Whether the literal at the end of what has arrived is the message.
     *
     * @param in stands right behind the command's name, and ends in the header of a literal
     */
    boolean reached(ImapReader in) throws ImapSyntaxException;
  }

  /**
   * @param extensions in the order in which CAPABILITY lists them
   */
  public Registry(List<Extension> extensions) {
    this.extensions = List.copyOf(extensions);
    extensions.forEach(extension -> extension.register(this));
  }

  /** Adds a command. */
  public void command(CommandSpec spec) {
    if (commands.putIfAbsent(spec.name(), spec) != null) {
      throw new IllegalStateException("command: " + spec.name() + " twice (expected: once)");
    }
  }

  /** The items of FETCH, to which extensions add theirs. */
  public FetchItems fetchItems() {
    return fetchItems;
  }

  /** The keys of SEARCH, to which extensions add theirs. */
  public SearchKeys searchKeys() {
    return searchKeys;
  }

  /** The options of LIST, to which extensions add theirs. */
  public ListOptions listOptions() {
    return listOptions;
  }

  /** The result options of SEARCH, to which extensions add theirs. */
  public SearchReturns searchReturns() {
    return searchReturns;
  }

  /** Adds an item of STATUS. */
  void statusItem(String word, Status.Item item) {
    if (statusItems.putIfAbsent(word, item) != null) {
      throw new IllegalStateException("status item: " + word + " twice (expected: once)");
    }
  }

  /** The items of STATUS by their words. */
  Map<String, Status.Item> statusItems() {
    return statusItems;
  }

  /** What may stand before a message of an APPEND, to which extensions add theirs. */
  AppendOptions.Known appendOptions() {
    return appendOptions;
  }

  /** Adds a word of ENABLE, with what it does to the session. */
  void enableWord(String word, Consumer<Session> effect) {
    if (enableWords.putIfAbsent(word, effect) != null) {
      throw new IllegalStateException("ENABLE: " + word + " twice (expected: once)");
    }
  }

  /** The words of ENABLE. */
  Map<String, Consumer<Session>> enableWords() {
    return enableWords;
  }

  /** The parameters of SELECT and EXAMINE, to which extensions add theirs. */
  public Options<SelectOption> selectOptions() {
    return selectOptions;
  }

  /** The modifiers of FETCH, to which extensions add theirs. */
  public Options<FetchModifier> fetchModifiers() {
    return fetchModifiers;
  }

  /** The modifiers of STORE, to which extensions add theirs. */
  public Options<StoreModifier> storeModifiers() {
    return storeModifiers;
  }

  /** Adds a SASL mechanism. */
  void mechanism(String name, Authenticate.Mechanism mechanism) {
    if (mechanisms.putIfAbsent(name, mechanism) != null) {
      throw new IllegalStateException("mechanism: " + name + " twice (expected: once)");
    }
  }

  /** The SASL mechanism of that name in upper case. */
  Optional<Authenticate.Mechanism> mechanism(String name) {
    return Optional.ofNullable(mechanisms.get(name));
  }

  /** Adds the place where a command takes a message. */
  void streams(String command, StreamPoint point) {
    streamPoints.put(command, point);
  }

  /** Whether the literal at the end of this command, as far as it has come, is to be streamed. */
  public boolean streamed(byte[] arrived) {
    ImapReader in = new ImapReader(arrived);
    try {
      in.tag();
      in.sp();
      StreamPoint point = streamPoints.get(in.word());
      return point != null && point.reached(in);
    } catch (ImapSyntaxException notThere) {
      // Such a command is answered when it has come whole.
      return false;
    }
  }

  /** What is known of every command, by its name. */
  Map<String, CommandSpec> commands() {
    return Collections.unmodifiableMap(commands);
  }

  @Override
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(commands.get(name));
  }

  @Override
  public List<String> capabilities(Session session) {
    List<String> words = new ArrayList<>();
    words.add("IMAP4rev1");
    for (Extension extension : extensions) {
      if (extension.announced(session)) {
        extension.capability().ifPresent(words::add);
      }
    }
    return words;
  }
}
