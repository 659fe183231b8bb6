package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A session with its picture of the selected mailbox, and the lines that it is to be told (RFC 3501
 * §5.2, §7).
 */
final class ModelSession {
  /** What it is told next; a status response without the text that is for people. */
  final List<String> lines = new ArrayList<>();

  Optional<ModelMailbox> mailbox = Optional.empty();
  boolean readOnly;

  /** The messages that it knows of, as numbered. */
  final List<ModelMailbox.Message> view = new ArrayList<>();

  final Set<ModelMailbox.Message> recent = new HashSet<>();

  /** Their flags have changed, and it was not told. */
  final Set<ModelMailbox.Message> changed = new HashSet<>();

  /** STORE names them: they are told in any case. */
  final Set<ModelMailbox.Message> echo = new LinkedHashSet<>();

  private boolean echoWithUid;
  private int toldKeywords;
  boolean idling;

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
    for (int seq = 1; expunges && seq <= view.size(); seq++) {
      if (!exists(view.get(seq - 1))) {
        recent.remove(view.remove(seq - 1));
        lines.add("* " + seq + " EXPUNGE");
        seq--;
      }
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
      boolean own = echo.contains(message);
      if ((own || changed.contains(message)) && exists(message)) {
        String uid = own && !echoWithUid ? "" : "UID " + message.uid + " ";
        lines.add("* " + seq(message) + " FETCH (" + uid + "FLAGS " + flags(message) + ")");
      }
    }
    changed.clear();
    echo.clear();
  }
}
