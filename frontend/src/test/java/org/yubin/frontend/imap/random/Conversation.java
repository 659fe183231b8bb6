package org.yubin.frontend.imap.random;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/** Says steps to a server, on a fresh account, and compares what it answers with the model. */
final class Conversation implements AutoCloseable {
  private static final Pattern STATUS =
      Pattern.compile("(\\S+ (?:OK|NO|BAD|BYE)(?: \\[[^\\]]*\\])?)(?: .*)?");
  private static final Pattern HIGHEST = Pattern.compile("\\* OK \\[HIGHESTMODSEQ (\\d+)\\].*");
  private static final int MAX_SHOWN = 2_000;
  private static final int MAX_IN_COMMON = 200;

  private final TranscriptServer server;
  private final TranscriptServer.Login login;
  private final ModelServer model;
  private final Holes holes = new Holes();
  private final List<Wire> wires = new ArrayList<>();
  private final List<String> idleTags = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private int tags;

  Conversation(TranscriptServer server, ModelServer model) throws IOException {
    this.server = server;
    this.model = model;
    this.login = server.newAccount();
    for (int i = 0; i < model.sessions.size(); i++) {
      wires.add(connect());
      idleTags.add("");
    }
  }

  private Wire connect() throws IOException {
    Wire wire = new Wire(server.address());
    wire.send("in LOGIN " + login.name() + " " + login.password() + "\r\n");
    String answer = wire.response();
    if (!answer.startsWith("in OK")) {
      throw new IOException("LOGIN: " + answer);
    }
    return wire;
  }

  /** What was said so far, as a transcript. */
  String transcript() {
    return said.toString();
  }

  /**
   * Says one step and reads what it brings about. A step that makes no sense where the session
   * stands is left out.
   *
   * @throws AssertionError where the answer is another one than the model's
   */
  void say(Step step) throws IOException {
    int number = step.session();
    ModelSession speaker = model.sessions.get(number);
    boolean done = step.command().equals(Step.DONE);
    if (speaker.idling != done) {
      return;
    }
    if (step.command().equals(Step.IDLE)) {
      String tag = nextTag();
      idleTags.set(number, tag);
      send(number, tag + " IDLE\r\n");
      expect(number, "+ idling");
      speaker.idling = true;
    } else {
      String tag = done ? idleTags.get(number) : nextTag();
      String command = holes.fill(step.command());
      String answer = step.answer(model);
      speaker.lines.replaceAll(line -> line.replace(ModelSearch.TAG, tag));
      speaker.lines.add(tag + " " + answer);
      speaker.idling = false;
      converse(number, (done ? "" : tag + " ") + command + "\r\n");
    }
    for (int i = 0; i < wires.size(); i++) {
      hear(i);
    }
  }

  private String nextTag() {
    return "t" + ++tags;
  }

  /** Sends the pieces of a command, each behind a continuation. */
  private void converse(int number, String command) throws IOException {
    String[] pieces = command.split(String.valueOf(Wire.WAIT), -1);
    send(number, pieces[0]);
    List<String> expected = takeLines(number);
    int next = 1;
    while (!expected.isEmpty()) {
      String line = wires.get(number).response();
      if (next < pieces.length && line.startsWith("+ ")) {
        note(number, "S: +");
        send(number, pieces[next++]);
      } else if (!correction(number, expected.get(0), line)) {
        compare(number, expected.remove(0), line);
      }
    }
  }

  /**
   * RFC 7162 §3.2, §6: who wants mod-sequences may be told at any time up to where it has been told
   * everything, and never more.
   */
  private boolean correction(int number, String expected, String line) {
    Matcher told = HIGHEST.matcher(line);
    ModelSession session = model.sessions.get(number);
    boolean unasked =
        told.matches() && session.condstore && !expected.startsWith("* OK [HIGHESTMODSEQ");
    if (unasked) {
      note(number, "S: " + line);
      int complete = session.mailbox.isPresent() ? session.complete() : 0;
      if (Long.parseLong(told.group(1)) > complete + 1) {
        throw new AssertionError("not told all up to there: " + line + "\n" + transcript());
      }
    }
    return unasked;
  }

  private List<String> takeLines(int number) {
    List<String> lines = model.sessions.get(number).lines;
    List<String> taken = new ArrayList<>(lines);
    lines.clear();
    return taken;
  }

  /** What a session is told without having said anything. */
  private void hear(int number) throws IOException {
    ModelSession session = model.sessions.get(number);
    if (session.idling) {
      session.tell(true);
    }
    for (String line : takeLines(number)) {
      expect(number, line);
    }
    if (session.over) {
      expect(number, LineClient.CLOSED);
      wires.get(number).close();
      model.sessions.set(number, new ModelSession());
      wires.set(number, connect());
    }
  }

  private void expect(int number, String expected) throws IOException {
    String line = wires.get(number).response();
    while (correction(number, expected, line)) {
      line = wires.get(number).response();
    }
    compare(number, expected, line);
  }

  private void compare(int number, String expected, String line) {
    note(number, "S: " + line);
    Matcher status = STATUS.matcher(line);
    String compared = status.matches() ? status.group(1) : line;
    Optional<String> wrong = holes.mismatch(atMost(expected, compared), compared);
    if (wrong.isPresent()) {
      throw new AssertionError(
          wrong.get()
              + "\n  received: "
              + fromDifference(line, expected)
              + "\n  expected: "
              + Holes.readable(fromDifference(expected, line))
              + "\n"
              + transcript());
    }
  }

  /** What is expected, with a lower mod-sequence where that is allowed, too. */
  private static String atMost(String expected, String line) {
    int bound = expected.indexOf(ModelSession.AT_MOST);
    Matcher told = HIGHEST.matcher(line);
    if (bound < 0 || !told.matches()) {
      return expected;
    }
    String most = expected.substring(bound + ModelSession.AT_MOST.length(), expected.length() - 1);
    long lower = Math.min(Long.parseLong(most), Long.parseLong(told.group(1)));
    return expected.substring(0, bound) + lower + "]";
  }

  /** A long line without most of what it has in common with the other. */
  private static String fromDifference(String line, String other) {
    int same = 0;
    while (same < Math.min(line.length(), other.length())
        && line.charAt(same) == other.charAt(same)) {
      same++;
    }
    int from = same - MAX_IN_COMMON;
    String end = line.substring(0, Math.min(line.length(), same + MAX_IN_COMMON));
    return from > 0 ? "…" + end.substring(from) : end;
  }

  private void send(int number, String octets) throws IOException {
    note(number, "C: " + octets.stripTrailing());
    wires.get(number).send(octets);
  }

  private void note(int number, String line) {
    String shown = line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "…" : line;
    said.append(number + 1).append(' ').append(shown).append('\n');
  }

  /** At the end nothing is left that the model did not expect. */
  void end() throws IOException {
    for (int i = 0; i < wires.size(); i++) {
      String last = model.sessions.get(i).idling ? Step.DONE : "NOOP";
      say(new Step(i, last, Step.Telling.ALL, false, (s, me) -> "OK"));
      if (wires.get(i).hasUnread()) {
        throw new AssertionError("more: " + wires.get(i).response() + "\n" + transcript());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
