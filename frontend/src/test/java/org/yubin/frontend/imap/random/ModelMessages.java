package org.yubin.frontend.imap.random;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The commands on messages: SELECT, APPEND, and RFC 3501 §6.4. Each gives the tagged answer without
 * its text, and leaves the untagged ones in the session.
 */
final class ModelMessages {
  private static final String EXPUNGED = "NO [EXPUNGEISSUED]"; // RFC 2180 §4

  private ModelMessages() {}

  // RFC 3501 §6.3.1, §6.3.2
  static String select(
      ModelServer server, ModelSession session, String name, boolean examine, boolean modSeqs) {
    if (session.mailbox.isPresent()) {
      session.lines.add("* OK [CLOSED]"); // RFC 7162 §3.2.11
    }
    session.leave();
    session.condstore |= modSeqs; // RFC 7162 §3.1.8
    Optional<ModelMailbox> found = server.mailbox(name);
    if (found.isEmpty()) {
      return "NO [NONEXISTENT]";
    }
    ModelMailbox mailbox = found.get();
    session.select(mailbox, examine);
    session.lines.addAll(mailbox.flagLines(examine));
    session.lines.add("* " + session.view.size() + " EXISTS");
    session.lines.add("* " + session.recent.size() + " RECENT");
    session.view.stream()
        .filter(message -> !message.has("\\Seen"))
        .findFirst()
        .ifPresent(first -> session.lines.add("* OK [UNSEEN " + session.seq(first) + "]"));
    session.lines.add("* OK [UIDVALIDITY " + mailbox.uidValidity() + "]");
    session.lines.add("* OK [UIDNEXT " + mailbox.uidNext + "]");
    session.lines.add("* OK [HIGHESTMODSEQ " + mailbox.highestModSeq() + "]"); // RFC 7162 §3.1.2.1
    return examine ? "OK [READ-ONLY]" : "OK [READ-WRITE]";
  }

  // RFC 3501 §6.3.11, RFC 3502, RFC 4315 §3
  static String append(ModelServer server, String name, List<Upload> uploads) {
    Optional<ModelMailbox> found = server.mailbox(name);
    if (found.isEmpty()) {
      return "NO [TRYCREATE]";
    }
    ModelMailbox mailbox = found.get();
    mailbox.begin();
    List<Long> uids = new ArrayList<>();
    for (Upload upload : uploads) {
      String internal = upload.date().map(Date::text).orElseGet(server::nextDate);
      Optional<LocalDate> day = upload.date().map(Date::day);
      uids.add(mailbox.arrive(upload.mail(), upload.flags(), internal, day).uid);
    }
    return "OK [APPENDUID " + mailbox.uidValidity() + " " + runs(uids) + "]";
  }

  /** A message as APPEND gives it. */
  record Upload(Mail mail, List<String> flags, Optional<Date> date) {}

  /** A date as APPEND gives it. */
  record Date(String text, LocalDate day) {}

  // ---- RFC 3501 §6.4.2, §6.4.3; RFC 3691; RFC 4315 §2.1 ----

  static String close(ModelSession session) {
    if (!session.readOnly) {
      remove(session.selected(), message -> message.has("\\Deleted"));
    }
    session.leave();
    return "OK";
  }

  static String expunge(ModelSession session, Optional<MessageSetSpec> set) {
    if (session.readOnly) {
      return "NO [READ-ONLY]";
    }
    Predicate<ModelMailbox.Message> named =
        set.map(s -> s.clipped(session.view))
            .<Predicate<ModelMailbox.Message>>map(l -> l::contains)
            .orElse(any -> true);
    return remove(session.selected(), named.and(message -> message.has("\\Deleted")))
        ? removed(session)
        : "OK";
  }

  private static boolean remove(ModelMailbox mailbox, Predicate<ModelMailbox.Message> which) {
    List<ModelMailbox.Message> gone = mailbox.messages.stream().filter(which).toList();
    if (!gone.isEmpty()) {
      mailbox.begin();
      mailbox.remove(gone);
    }
    return !gone.isEmpty();
  }

  /** Who wants mod-sequences is told up to where removals have been told (RFC 7162 §3.2.7). */
  private static String removed(ModelSession session) {
    session.tell(true);
    return session.condstore
        ? "OK [HIGHESTMODSEQ " + ModelMailbox.modSeq(session.complete()) + "]"
        : "OK";
  }

  // ---- RFC 3501 §6.4.6, RFC 7162 §3.1.3 ----

  /**
   * What STORE asks for.
   *
   * @param since the change after which others are left alone
   */
  record Change(char mode, List<String> flags, boolean silent, Optional<Integer> since) {}

  static String store(ModelSession session, MessageSetSpec set, Change change) {
    Optional<List<ModelMailbox.Message>> named = set.of(session.view);
    if (named.isEmpty()) {
      return "BAD";
    }
    if (session.readOnly) {
      return "NO [READ-ONLY]";
    }
    if (named.get().isEmpty()) {
      return "OK";
    }
    if (change.since().isPresent()) {
      session.wantModSeqs();
    }
    List<ModelMailbox.Message> chosen = new ArrayList<>();
    List<ModelMailbox.Message> modified = new ArrayList<>();
    for (ModelMailbox.Message message : named.get()) {
      if (session.exists(message)) {
        boolean later = change.since().filter(since -> message.changed > since).isPresent();
        (later ? modified : chosen).add(message);
      }
    }
    List<ModelMailbox.Message> touched =
        change(session, chosen, change.mode(), change.flags(), change.silent());
    session.echo(modified, set.byUid());
    if (!change.silent()) {
      session.echo(chosen, set.byUid());
    } else if (session.condstore) {
      boolean conditional = change.since().isPresent();
      session.tellModSeqs(conditional ? chosen : touched, session.selected().changes);
    }
    boolean all = chosen.size() + modified.size() == named.get().size();
    boolean done = change.silent() || set.byUid() || all;
    if (modified.isEmpty()) {
      return done ? "OK" : EXPUNGED;
    }
    List<Long> numbers = modified.stream().map(m -> set.byUid() ? m.uid : session.seq(m)).toList();
    return (done ? "OK" : "NO") + " [MODIFIED " + runs(numbers) + "]";
  }

  /** What has those flags already does not change. */
  private static List<ModelMailbox.Message> change(
      ModelSession session,
      List<ModelMailbox.Message> messages,
      char mode,
      List<String> flags,
      boolean silent) {
    ModelMailbox mailbox = session.selected();
    List<ModelMailbox.Message> touched =
        messages.stream().filter(m -> !after(m, mode, flags).equals(lower(m.flags))).toList();
    if (touched.isEmpty()) {
      return touched;
    }
    mailbox.begin();
    if (mode != '-') {
      flags.forEach(mailbox::learn);
    }
    for (ModelMailbox.Message message : touched) {
      Set<String> wanted = after(message, mode, flags);
      Set<String> spelled = new HashSet<>();
      wanted.forEach(flag -> spelled.add(mailbox.learn(flag)));
      mailbox.setFlags(message, spelled, silent ? Optional.of(session) : Optional.empty());
    }
    return touched;
  }

  private static Set<String> after(ModelMailbox.Message message, char mode, List<String> flags) {
    Set<String> after = mode == '=' ? new HashSet<>() : lower(message.flags);
    if (mode == '-') {
      after.removeAll(lower(flags));
    } else {
      after.addAll(lower(flags));
    }
    return after;
  }

  private static Set<String> lower(Iterable<String> flags) {
    Set<String> lower = new HashSet<>();
    flags.forEach(flag -> lower.add(flag.toLowerCase(java.util.Locale.ROOT)));
    return lower;
  }

  // ---- RFC 3501 §6.4.5 ----

  /**
   * @param since only what has changed after that change (RFC 7162 §3.1.4.1)
   */
  static String fetch(
      ModelSession session, MessageSetSpec set, List<FetchAtt> asked, Optional<Integer> since) {
    Optional<List<ModelMailbox.Message>> named = set.of(session.view);
    if (named.isEmpty()) {
      return "BAD";
    }
    List<FetchAtt> items = new ArrayList<>(asked);
    if (since.isPresent() && !items.contains(FetchAtt.MODSEQ)) {
      items.add(FetchAtt.MODSEQ);
    }
    if (items.contains(FetchAtt.MODSEQ)) {
      session.wantModSeqs();
    }
    List<ModelMailbox.Message> there =
        named.get().stream()
            .filter(session::exists)
            .filter(message -> message.changed > since.orElse(-1))
            .toList();
    List<ModelMailbox.Message> unseen = new ArrayList<>();
    if (!session.readOnly && items.stream().anyMatch(FetchAtt::setsSeen)) {
      there.stream().filter(m -> !m.has("\\Seen")).forEach(unseen::add);
      change(session, unseen, '+', List.of("\\Seen"), true);
    }
    boolean flags = items.contains(FetchAtt.FLAGS);
    if ((flags && !there.isEmpty()) || !unseen.isEmpty()) {
      session.tellKeywords();
    }
    for (ModelMailbox.Message message : there) {
      List<FetchAtt> told = new ArrayList<>();
      if (set.byUid() && !items.contains(FetchAtt.UID)) {
        told.add(FetchAtt.UID);
      }
      told.addAll(items);
      if (unseen.contains(message)) {
        told.add(FetchAtt.FLAGS);
        told.addAll(session.condstore ? List.of(FetchAtt.UID, FetchAtt.MODSEQ) : List.of());
      }
      String values =
          told.stream()
              .distinct()
              .map(item -> item.answer(session, message))
              .collect(Collectors.joining(" "));
      session.lines.add("* " + session.seq(message) + " FETCH (" + values + ")");
    }
    boolean all = since.isPresent() || there.size() == named.get().size();
    return set.byUid() || all ? "OK" : EXPUNGED;
  }

  // ---- RFC 3501 §6.4.7, RFC 6851 ----

  static String copy(ModelServer server, ModelSession session, MessageSetSpec set, String target) {
    Optional<List<ModelMailbox.Message>> named = set.of(session.view);
    if (named.isEmpty()) {
      return "BAD";
    }
    Optional<ModelMailbox> to = server.mailbox(target);
    if (to.isEmpty()) {
      return "NO [TRYCREATE]";
    }
    List<ModelMailbox.Message> there = named.get().stream().filter(session::exists).toList();
    if (!set.byUid() && there.size() < named.get().size()) {
      return EXPUNGED;
    }
    return there.isEmpty() ? "OK" : "OK [" + copy(session.selected(), there, to.get()) + "]";
  }

  static String move(ModelServer server, ModelSession session, MessageSetSpec set, String target) {
    Optional<List<ModelMailbox.Message>> named = set.of(session.view);
    if (named.isEmpty()) {
      return "BAD";
    }
    if (session.readOnly) {
      return "NO [READ-ONLY]";
    }
    Optional<ModelMailbox> to = server.mailbox(target);
    if (to.isEmpty()) {
      return "NO [TRYCREATE]";
    }
    List<ModelMailbox.Message> there = named.get().stream().filter(session::exists).toList();
    if (!there.isEmpty()) {
      session.lines.add("* OK [" + copy(session.selected(), there, to.get()) + "]");
      remove(session.selected(), there::contains);
      return removed(session);
    }
    return "OK";
  }

  /** Copies keep flags and dates (RFC 3501 §6.4.7); gives COPYUID (RFC 4315 §3). */
  static String copy(ModelMailbox from, List<ModelMailbox.Message> messages, ModelMailbox to) {
    to.begin();
    List<Long> source = new ArrayList<>();
    List<Long> target = new ArrayList<>();
    for (ModelMailbox.Message message : List.copyOf(messages)) {
      source.add(message.uid);
      target.add(
          to.arrive(message.mail, from.sorted(message.flags), message.internalDate, message.day)
              .uid);
    }
    return "COPYUID " + to.uidValidity() + " " + runs(source) + " " + runs(target);
  }

  static String runs(List<Long> uids) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < uids.size(); i++) {
      boolean goesOn = i > 0 && uids.get(i) == uids.get(i - 1) + 1;
      boolean goesOnAfter = i + 1 < uids.size() && uids.get(i + 1) == uids.get(i) + 1;
      if (!goesOn) {
        text.append(i == 0 ? "" : ",").append(uids.get(i));
      } else if (!goesOnAfter) {
        text.append(':').append(uids.get(i));
      }
    }
    return text.toString();
  }
}
