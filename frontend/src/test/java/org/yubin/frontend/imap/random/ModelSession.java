package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session with its picture of the selected mailbox, and the lines that it is to be told (RFC 3501
 * §5.2, §7).
 */
final class ModelSession {
  /** In a line before a mod-sequence: it may be a lower one. */
  static final String AT_MOST = "<=";

  /** What it is told next; a status response without the text that is for people. */
  final List<String> lines = new ArrayList<>();

  Optional<ModelMailbox> mailbox = Optional.empty();
  boolean readOnly;

  /** The messages that it knows of, as numbered. */
  final List<ModelMailbox.Message> view = new ArrayList<>();

  final Set<ModelMailbox.Message> recent = new HashSet<>();

  /** Their flags have changed, first by that change, and it was not told. */
  final Map<ModelMailbox.Message, Integer> changed = new HashMap<>();

  /** STORE names them: they are told in any case. */
  final Set<ModelMailbox.Message> echo = new LinkedHashSet<>();

  /** Their MODSEQ alone is told, unless it is above the number of that change. */
  private final Map<ModelMailbox.Message, Integer> brief = new HashMap<>();

  private boolean echoWithUid;
  private int toldKeywords;
  boolean idling;

  /** Wants mod-sequences (RFC 7162 §3.1). */
  boolean condstore;

  /** Wants VANISHED in place of EXPUNGE (RFC 7162 §3.2.10). */
  boolean qresync;

  /** Was sent away: its mailbox is gone. */
  boolean over;

  ModelMailbox selected() {
    return mailbox.orElseThrow();
  }

  void select(ModelMailbox chosen, boolean examine) {
    leave();
    mailbox = Optional.of(chosen);
    readOnly = examine;
    view.addAll(chosen.messages);
    for (ModelMailbox.Message message : chosen.messages) {
      if (message.unclaimed) {
        recent.add(message);
        message.unclaimed = examine;
      }
    }
    chosen.followers.add(this);
    toldKeywords = chosen.keywords.size();
  }

  void leave() {
    mailbox.ifPresent(left -> left.followers.remove(this));
    mailbox = Optional.empty();
    view.clear();
    recent.clear();
    changed.clear();
    echo.clear();
    brief.clear();
  }

  /** Has given a command that asks for mod-sequences (RFC 7162 §3.1). */
  void wantModSeqs() {
    if (!condstore && mailbox.isPresent()) {
      lines.add("* OK [HIGHESTMODSEQ " + AT_MOST + ModelMailbox.modSeq(complete()) + "]");
    }
    condstore = true;
  }

  /** The last change up to which everything has been told. */
  int complete() {
    int first = selected().changes + 1;
    for (ModelMailbox.Message message : selected().messages) {
      first = view.contains(message) ? first : Math.min(first, message.arrived);
    }
    for (ModelMailbox.Message message : view) {
      first = exists(message) ? first : Math.min(first, message.gone);
    }
    for (int change : changed.values()) {
      first = Math.min(first, change);
    }
    return first - 1;
  }

  /** Tells the MODSEQ of messages, and their flags where others have changed them after that. */
  void tellModSeqs(List<ModelMailbox.Message> messages, int after) {
    messages.forEach(message -> brief.put(message, after));
    brief.replaceAll((message, before) -> after);
  }

  void echo(List<ModelMailbox.Message> messages, boolean withUid) {
    echo.addAll(messages);
    echoWithUid = withUid;
  }

  long seq(ModelMailbox.Message message) {
    return view.indexOf(message) + 1L;
  }

  boolean exists(ModelMailbox.Message message) {
    return selected().messages.contains(message);
  }

  String flags(ModelMailbox.Message message) {
    return selected().flagList(message.flags, recent.contains(message));
  }

  /** Keywords are announced before they are shown. */
  void tellKeywords() {
    if (toldKeywords < selected().keywords.size()) {
      toldKeywords = selected().keywords.size();
      lines.addAll(selected().flagLines(readOnly));
    }
  }

  /**
   * Tells what is new.
   *
   * @param expunges whether messages may leave the view now (RFC 3501 §7.4.1)
   */
  void tell(boolean expunges) {
    if (mailbox.isEmpty()) {
      return;
    }
    if (expunges) {
      tellGone();
    }
    List<ModelMailbox.Message> fresh = new ArrayList<>(selected().messages);
    fresh.removeAll(view);
    if (!fresh.isEmpty()) {
      view.addAll(fresh);
      lines.add("* " + view.size() + " EXISTS");
      lines.add("* " + view.stream().filter(recent::contains).count() + " RECENT");
    }
    tellKeywords();
    for (ModelMailbox.Message message : view) {
      if (exists(message)) {
        tellFlags(message);
      }
    }
    changed.clear();
    echo.clear();
    brief.clear();
  }

  private void tellGone() {
    List<Long> gone = new ArrayList<>();
    for (int seq = 1; seq <= view.size(); seq++) {
      if (!exists(view.get(seq - 1))) {
        ModelMailbox.Message left = view.remove(seq - 1);
        recent.remove(left);
        changed.remove(left);
        gone.add(left.uid);
        if (!qresync) {
          lines.add("* " + seq + " EXPUNGE");
        }
        seq--;
      }
    }
    if (qresync && !gone.isEmpty()) {
      lines.add("* VANISHED " + ModelMessages.runs(gone));
    }
  }

  private void tellFlags(ModelMailbox.Message message) {
    boolean own = echo.contains(message);
    boolean full = own || changed.containsKey(message);
    boolean alone = !full && message.changed <= brief.getOrDefault(message, 0);
    if (full || brief.containsKey(message)) {
      List<String> items = new ArrayList<>();
      if (!own || echoWithUid || condstore) {
        items.add("UID " + message.uid);
      }
      if (!alone) {
        items.add("FLAGS " + flags(message));
      }
      if (condstore) {
        items.add("MODSEQ (" + ModelMailbox.modSeq(message.changed) + ")");
      }
      lines.add("* " + seq(message) + " FETCH (" + String.join(" ", items) + ")");
    }
  }
}
