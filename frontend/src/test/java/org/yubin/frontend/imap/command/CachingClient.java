package org.yubin.frontend.imap.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.frontend.imap.transcript.LineClient;

/**
 * A disconnected client as RFC 7162 §6 describes it: it keeps the flags of all messages and one
 * HIGHESTMODSEQ, learns from whatever it is told, loses its connection at any line, and comes back
 * by SELECT (QRESYNC).
 */
final class CachingClient implements AutoCloseable {
  private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((.*)\\)");
  private static final Pattern UID = Pattern.compile("UID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
  private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\((\\d+)\\)");
  private static final Pattern VANISHED = Pattern.compile("\\* VANISHED (\\(EARLIER\\) )?(\\S+)");
  private static final Pattern HIGHEST = Pattern.compile("OK \\[HIGHESTMODSEQ (\\d+)]");
  private static final Pattern VALIDITY = Pattern.compile("OK \\[UIDVALIDITY (\\d+)]");
  private static final Pattern SILENT = Pattern.compile("([-+]?)FLAGS\\.SILENT \\((\\S+)\\)");
  private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");

  private final InetSocketAddress server;
  private final String name;

  /** What it knows of messages: UID and flags. */
  final TreeMap<Long, TreeSet<String>> cache = new TreeMap<>();

  private LineClient line;
  private String validity = "1";
  private long highest = 1;
  private long exists;
  private long fetchedUpTo;
  private int tags;

  private Matcher silent = SILENT.matcher("");
  private boolean storesSilently;

  // since the last tagged answer
  private long told;
  private long seen;

  CachingClient(InetSocketAddress server, String name) throws IOException {
    this.server = server;
    this.name = name;
    this.line = new LineClient(server);
    connect();
  }

  private void connect() throws IOException {
    line = new LineClient(server);
    line.receive();
    run("LOGIN " + name + " " + name);
    run("ENABLE QRESYNC");
    run("SELECT INBOX (QRESYNC (" + validity + " " + highest + "))");
    fetchNew();
  }

  /** The connection breaks, and is made anew. */
  void reconnect() throws IOException {
    line.close();
    told = 0;
    seen = 0;
    connect();
  }

  /** Says something, and learns from all of the answer; fetches what is new. */
  void says(String command) throws IOException {
    send(command);
    hears();
  }

  /** Says something, and does not wait for the answer. */
  void send(String command) throws IOException {
    silent = SILENT.matcher(command);
    storesSilently = silent.find();
    line.send("c" + ++tags + " " + command);
  }

  /** Learns from all of the answer, and fetches what is new. */
  void hears() throws IOException {
    long before = exists;
    finish();
    if (exists > before) {
      fetchNew();
    }
  }

  /** Hears the first lines of an answer, then the connection breaks. */
  void breaksAfter(int lines) throws IOException {
    String tag = "c" + tags + " ";
    for (int i = 0; i < lines; i++) {
      String received = line.receive();
      if (received.startsWith(tag)) {
        tagged(received);
        break;
      }
      untagged(received);
    }
    reconnect();
  }

  long messages() {
    return exists;
  }

  long highest() {
    return highest;
  }

  private void fetchNew() throws IOException {
    run("UID FETCH " + (fetchedUpTo + 1) + ":* (FLAGS)");
    fetchedUpTo = cache.isEmpty() ? fetchedUpTo : Math.max(fetchedUpTo, cache.lastKey());
  }

  private void run(String command) throws IOException {
    send(command);
    finish();
  }

  private void finish() throws IOException {
    String tag = "c" + tags + " ";
    for (String received = line.receive(); true; received = line.receive()) {
      if (received.startsWith(tag)) {
        tagged(received);
        return;
      }
      if (received.equals(LineClient.CLOSED)) {
        throw new AssertionError("closed");
      }
      untagged(received);
    }
  }

  // RFC 7162 §6: HIGHESTMODSEQ if it was told, else the highest MODSEQ since the last tagged answer
  private void tagged(String answer) {
    if (answer.startsWith("BAD", answer.indexOf(' ') + 1)) {
      throw new AssertionError(answer);
    }
    highest(answer);
    if (told > 0) {
      highest = told;
    } else if (seen > highest) {
      highest = seen;
    }
    told = 0;
    seen = 0;
  }

  private void highest(String received) {
    Matcher code = HIGHEST.matcher(received);
    if (code.find()) {
      told = Long.parseLong(code.group(1));
    }
  }

  private void untagged(String received) {
    highest(received);
    Matcher vanished = VANISHED.matcher(received);
    Matcher fetch = FETCH.matcher(received);
    Matcher count = EXISTS.matcher(received);
    Matcher valid = VALIDITY.matcher(received);
    if (vanished.matches()) {
      List<Long> gone = uids(vanished.group(2));
      gone.forEach(cache::remove);
      exists -= vanished.group(1) == null ? gone.size() : 0;
    } else if (fetch.matches()) {
      fetched(fetch.group(2));
    } else if (count.matches()) {
      long now = Long.parseLong(count.group(1));
      exists = now;
    } else if (valid.find()) {
      validity = valid.group(1);
    }
  }

  private void fetched(String items) {
    Matcher modSeq = MODSEQ.matcher(items);
    if (modSeq.find()) {
      seen = Math.max(seen, Long.parseLong(modSeq.group(1)));
    }
    Matcher uid = UID.matcher(items);
    Matcher flags = FLAGS.matcher(items);
    if (uid.find() && flags.find()) {
      TreeSet<String> set = new TreeSet<>(List.of(flags.group(1).split(" ", -1)));
      set.remove("");
      set.remove("\\Recent");
      cache.put(Long.parseLong(uid.group(1)), set);
    } else if (storesSilently && uid.reset().find()) {
      storedSilently(Long.parseLong(uid.group(1)));
    }
  }

  /** Told of the MODSEQ alone: what it asked for has been done. */
  private void storedSilently(long uid) {
    TreeSet<String> set = cache.computeIfAbsent(uid, fresh -> new TreeSet<>());
    if (silent.group(1).isEmpty()) {
      set.clear();
    }
    if (silent.group(1).equals("-")) {
      set.remove(silent.group(2));
    } else {
      set.add(silent.group(2));
    }
  }

  private static List<Long> uids(String set) {
    List<Long> uids = new ArrayList<>();
    for (String range : set.split(",", -1)) {
      String[] ends = range.split(":", -1);
      for (long uid = Long.parseLong(ends[0]);
          uid <= Long.parseLong(ends[ends.length - 1]);
          uid++) {
        uids.add(uid);
      }
    }
    return uids;
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
