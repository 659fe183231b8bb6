package org.yubin.frontend.imap.shared;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.yubin.frontend.imap.random.Wire;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/** One of the sessions on a mailbox: says random commands, and believes what it is told. */
final class SharedSession implements AutoCloseable {
  private static final int MAX_LOGGED = 60;

  /** What a client asks its server to tell of mod-sequences (RFC 7162). */
  enum Kind {
    PLAIN,
    CONDSTORE,
    QRESYNC
  }

  private final Kind kind;
  private final int number;
  private final Random random;
  private final Wire wire;
  private final ToldMailbox told;
  private final CommonTruth truth;
  private final Deque<String> log = new ArrayDeque<>();
  private int tags;
  private int appended;
  private String lastTagged = "";

  SharedSession(
      TranscriptServer server,
      TranscriptServer.Login login,
      Kind kind,
      int number,
      int sessions,
      CommonTruth truth,
      Random random)
      throws IOException {
    this.kind = kind;
    this.number = number;
    this.random = random;
    this.truth = truth;
    this.told = new ToldMailbox(number, sessions, truth);
    this.wire = new Wire(server.address());
    command("LOGIN " + login.name() + " " + login.password(), true);
  }

  /** Selects the mailbox and learns what is in it. */
  void open(String mailbox) throws IOException {
    if (kind == Kind.QRESYNC) {
      command("ENABLE QRESYNC", true);
    }
    told.select();
    command("SELECT " + mailbox + (kind == Kind.CONDSTORE ? " (CONDSTORE)" : ""), true);
    learn();
  }

  private void learn() throws IOException {
    if (told.size() > 0) {
      command("UID FETCH 1:* " + everything(), true);
    }
  }

  private String everything() {
    String modSeq = kind == Kind.PLAIN ? "" : " MODSEQ";
    return "(UID FLAGS" + modSeq + " BODY.PEEK[HEADER.FIELDS (SUBJECT)])";
  }

  Map<Long, Set<String>> picture() {
    return told.picture();
  }

  /** What was said and heard last. */
  String log() {
    return String.join("\n", log);
  }

  /** Some random commands, on messages if there are any. */
  void work(int commands) throws IOException {
    for (int i = 0; i < commands; i++) {
      switch (told.size() == 0 ? random.nextInt(3) : random.nextInt(20)) {
        case 0 -> append();
        case 1 -> command("NOOP", true);
        case 2 -> idle();
        case 3, 4, 5, 6 -> storeMine();
        case 7, 8 -> storeAnybodys();
        case 9 -> command("FETCH " + seqs() + " " + everything(), false);
        case 10 -> command("FETCH " + seqs() + " (UID BODY[TEXT])", false);
        case 11 -> learn();
        case 12 -> command("SEARCH UNDELETED", false);
        case 13 -> command("UID SEARCH 1:*", true);
        case 14, 15 -> command("EXPUNGE", true);
        case 16 -> command("UID EXPUNGE " + uidOfAny(), true);
        case 17 -> command("COPY " + seqs() + " INBOX", true);
        case 18 -> command("UID MOVE " + uidOfAny() + " INBOX", true);
        default -> append();
      }
    }
  }

  private String seqs() {
    int one = 1 + random.nextInt(told.size());
    return random.nextBoolean() ? "" + one : one + ":" + (1 + random.nextInt(told.size()));
  }

  private long uidOfAny() {
    return Math.max(1, told.uid(1 + random.nextInt(told.size())));
  }

  /** One that no other session changes: it is told as it was set. */
  private void storeMine() throws IOException {
    int seq = 1 + random.nextInt(told.size());
    long uid = told.uid(seq);
    if (uid == 0) {
      learn();
      return;
    }
    boolean set = random.nextBoolean();
    boolean byUid = random.nextBoolean();
    boolean silent = random.nextInt(3) == 0;
    String change =
        (set ? " +FLAGS" : " -FLAGS")
            + (silent ? ".SILENT (" : " (")
            + CommonTruth.keyword(number)
            + ")";
    truth.begin(number, uid, set);
    command(byUid ? "UID STORE " + uid + change : "STORE " + seq + change, byUid);
    truth.done(number, uid);
    if (silent) {
      told.silently(uid, CommonTruth.keyword(number), set);
    }
  }

  private void storeAnybodys() throws IOException {
    String flag = random.nextBoolean() ? "\\Deleted" : "\\Flagged";
    String change = (random.nextInt(3) > 0 ? " +FLAGS (" : " -FLAGS (") + flag + ")";
    command("STORE " + seqs() + change, false);
  }

  private void append() throws IOException {
    String message =
        "Subject: s" + number + "-" + ++appended + "\r\nFrom: a@example.org\r\n\r\nHello\r\n";
    command("APPEND INBOX () {" + message.length() + "+}\r\n" + message, true);
  }

  /** A short one: what happens meanwhile is told in it or at its end. */
  private void idle() throws IOException {
    String tag = send("IDLE");
    long since = System.nanoTime();
    String response = wire.response();
    while (!response.startsWith("+")) {
      take(response, true, since);
      response = wire.response();
    }
    note("S: " + response);
    wire.send("DONE\r\n");
    until(tag, true, since);
  }

  /** Hears what is new; asks only for messages that it has never looked at. */
  void settle() throws IOException {
    command("NOOP", true);
    if (told.unknown() > 0) {
      command("FETCH " + told.unknown() + ":* " + everything(), false);
    }
  }

  private void command(String text, boolean expunges) throws IOException {
    long since = System.nanoTime();
    String tag = send(text);
    until(tag, expunges, since);
  }

  private String send(String text) throws IOException {
    String tag = "s" + number + "t" + ++tags;
    note("C: " + tag + " " + text);
    wire.send(tag + " " + text + "\r\n");
    return tag;
  }

  private void until(String tag, boolean expunges, long since) throws IOException {
    String response = wire.response();
    while (!response.startsWith(tag + " ")) {
      take(response, expunges, since);
      response = wire.response();
    }
    note("S: " + response);
    lastTagged = response.substring(tag.length() + 1);
    if (lastTagged.startsWith("BAD") || (lastTagged.startsWith("NO") && !excused())) {
      throw new AssertionError("refused: " + lastTagged);
    }
  }

  /** Another session has expunged what this one named, or is moving it (RFC 2180 §4). */
  private boolean excused() {
    return lastTagged.startsWith("NO [EXPUNGEISSUED]") || lastTagged.startsWith("NO [INUSE]");
  }

  private void take(String response, boolean expunges, long since) {
    note("S: " + response);
    if (response.startsWith("* BYE") || response.equals("(closed)")) {
      throw new AssertionError("sent away: " + response);
    }
    told.take(response, expunges, since);
  }

  private void note(String line) {
    log.add(System.nanoTime() / 1000 % 100_000_000 + " " + number + " " + line.strip());
    if (log.size() > MAX_LOGGED) {
      log.remove();
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
