package org.yubin.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One account under APPEND, STORE, MOVE and LMTP, by one client, until something breaks or it is
 * asked to stop.
 */
final class KillLoad implements Runnable {
  static final List<String> MAILBOXES = List.of("INBOX", "Archive");
  private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID \\d+ (\\d+)]");
  private static final Pattern COPYUID = Pattern.compile("\\[COPYUID \\d+ (\\d+) (\\d+)]");
  private static final Pattern UID = Pattern.compile("\\bUID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("\\bFLAGS \\(([^)]*)\\)");
  private static final Pattern TOKEN = Pattern.compile("X-Token: (\\S+)\r\n");
  private static final List<String> FLAG_CHOICES =
      List.of("\\Seen", "\\Flagged", "\\Answered", "$Work");

  final Ledger ledger = new Ledger();
  private final InetSocketAddress imapServer;
  private final InetSocketAddress lmtpServer;
  private final String user;
  private final String password;
  private final Random random;
  private final AtomicBoolean stop = new AtomicBoolean();
  private int tokens;
  private volatile String brokenBy = "";
  private final AtomicLong longestNanos = new AtomicLong();

  KillLoad(
      InetSocketAddress imapServer,
      InetSocketAddress lmtpServer,
      String user,
      String password,
      long seed) {
    this.imapServer = imapServer;
    this.lmtpServer = lmtpServer;
    this.user = user;
    this.password = password;
    this.random = new Random(seed);
  }

  void askToStop() {
    stop.set(true);
  }

  /** The command or the loss that ended it before it was asked to; empty if nothing did. */
  String brokenBy() {
    return brokenBy;
  }

  /** How long the slowest command took since the last call. */
  Duration longest() {
    return Duration.ofNanos(longestNanos.getAndSet(0));
  }

  /** The message of a token: its bytes follow from the token alone, 200 octets to 60 KiB. */
  static byte[] message(String token) {
    Random bytes = new Random(token.hashCode());
    int lines = bytes.nextInt(10) == 0 ? 800 : 1 + bytes.nextInt(40);
    StringBuilder text =
        new StringBuilder("From: a@example.org\r\nSubject: load\r\nX-Token: " + token + "\r\n\r\n");
    for (int i = 0; i < lines; i++) {
      text.append(Long.toString(bytes.nextLong(), 36))
          .append(" some words in a line of mail text\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void run() {
    stop.set(false);
    brokenBy = "";
    try (WireClient imap = WireClient.imap(imapServer, user, password);
        WireClient lmtp = new WireClient(lmtpServer, 60_000)) {
      lmtp.smtp("");
      lmtp.smtp("LHLO load");
      String selected = "";
      while (!stop.get()) {
        String mailbox = MAILBOXES.get(random.nextInt(MAILBOXES.size()));
        NavigableMap<Long, Ledger.Stored> there = ledger.mailbox(mailbox);
        int choice = random.nextInt(10);
        boolean answered;
        long began = System.nanoTime();
        if (there.isEmpty() || choice < 3) {
          answered = append(imap, mailbox);
        } else if (choice < 5) {
          answered = deliver(lmtp);
        } else {
          if (!selected.equals(mailbox)) {
            if (!imap.command("SELECT " + mailbox).ok()) {
              brokenBy = "SELECT refused";
              return;
            }
            selected = mailbox;
          }
          long uid = anyUid(there);
          answered = choice < 8 ? store(imap, mailbox, uid) : move(imap, mailbox, uid);
        }
        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        if (!answered) {
          brokenBy = "refused: " + ledger.last();
          return;
        }
      }
    } catch (IOException connectionLost) {
      // What was under way stays in doubt in the ledger; the check decides.
      brokenBy = connectionLost.toString();
    }
  }

  private long anyUid(NavigableMap<Long, Ledger.Stored> there) {
    return there.keySet().stream().skip(random.nextInt(there.size())).findFirst().orElseThrow();
  }

  private String newToken() {
    return user + "-" + ++tokens;
  }

  private boolean append(WireClient imap, String mailbox) throws IOException {
    String token = newToken();
    ledger.begin(new Ledger.Operation.Add(mailbox, token, Set.of("\\Seen")));
    WireClient.Answer answer = imap.append(mailbox, "(\\Seen)", message(token));
    Matcher uid = APPENDUID.matcher(answer.text());
    if (answer.ok() && uid.find()) {
      ledger.appended(
          mailbox, Long.parseLong(uid.group(1)), new Ledger.Stored(token, Set.of("\\Seen")));
    }
    return answer.ok();
  }

  private boolean deliver(WireClient lmtp) throws IOException {
    String token = newToken();
    ledger.begin(new Ledger.Operation.Add("INBOX", token, Set.of()));
    lmtp.smtp("MAIL FROM:<>");
    if (!lmtp.smtp("RCPT TO:<" + user + ">").startsWith("250")) {
      ledger.refused();
      return false;
    }
    lmtp.smtp("DATA");
    lmtp.send(message(token));
    boolean taken = lmtp.smtp(".").startsWith("250");
    if (taken) {
      ledger.deliveredTo("INBOX", token);
    }
    return taken;
  }

  private boolean store(WireClient imap, String mailbox, long uid) throws IOException {
    Set<String> flags = new TreeSet<>();
    FLAG_CHOICES.stream().filter(f -> random.nextBoolean()).forEach(flags::add);
    ledger.begin(new Ledger.Operation.SetFlags(mailbox, uid, flags));
    boolean done =
        imap.command("UID STORE " + uid + " FLAGS.SILENT (" + String.join(" ", flags) + ")").ok();
    if (done) {
      ledger.flagged(mailbox, uid, flags);
    }
    return done;
  }

  private boolean move(WireClient imap, String mailbox, long uid) throws IOException {
    String target = mailbox.equals("INBOX") ? "Archive" : "INBOX";
    ledger.begin(new Ledger.Operation.Move(mailbox, uid, target));
    WireClient.Answer answer = imap.command("UID MOVE " + uid + " " + target);
    if (!answer.ok()) {
      return false;
    }
    for (WireClient.Response response : answer.untagged()) {
      Matcher copied = COPYUID.matcher(response.text());
      if (copied.find()) {
        ledger.moved(mailbox, uid, target, Long.parseLong(copied.group(2)));
        return true;
      }
    }
    throw new AssertionError("MOVE said OK without COPYUID: " + answer);
  }

  /**
   * Waits for what is still on its way: an empty STORE is decided behind every command that came
   * before, and is refused while a message is held by a MOVE that was cut off and is being taken up
   * again.
   */
  private static void settle(WireClient imap, String mailbox) throws IOException {
    if (!imap.command("SELECT " + mailbox).ok()) {
      throw new IOException("SELECT " + mailbox + " refused");
    }
    WireClient.Answer stored = imap.command("UID STORE 1:* +FLAGS.SILENT ()");
    if (!stored.ok()) {
      throw new IOException("not settled: " + stored.text());
    }
  }

  /** All that the account holds, with every message's bytes compared to its token's. */
  Map<String, NavigableMap<Long, Ledger.Stored>> shown() throws IOException {
    Map<String, NavigableMap<Long, Ledger.Stored>> shown = new HashMap<>();
    try (WireClient imap = WireClient.imap(imapServer, user, password)) {
      for (String mailbox : MAILBOXES) {
        settle(imap, mailbox);
      }
      for (String mailbox : MAILBOXES) {
        NavigableMap<Long, Ledger.Stored> messages = new TreeMap<>();
        if (!imap.command("EXAMINE " + mailbox).ok()) {
          throw new IOException("EXAMINE " + mailbox + " refused");
        }
        WireClient.Answer fetched = imap.command("UID FETCH 1:* (UID FLAGS BODY.PEEK[])");
        if (!fetched.ok()) {
          throw new IOException("FETCH refused: " + fetched.text());
        }
        for (WireClient.Response response : fetched.untagged()) {
          if (response.text().contains(" FETCH ") && !response.literals().isEmpty()) {
            add(messages, response);
          }
        }
        shown.put(mailbox, messages);
      }
    }
    return shown;
  }

  private void add(NavigableMap<Long, Ledger.Stored> messages, WireClient.Response response) {
    String text = new String(response.literals().get(0), StandardCharsets.US_ASCII);
    Matcher token = TOKEN.matcher(text);
    Matcher uid = UID.matcher(response.text());
    Matcher flags = FLAGS.matcher(response.text());
    if (!token.find() || !uid.find() || !flags.find()) {
      throw new AssertionError("a message that nobody sent: " + response.text());
    }
    String expected = new String(message(token.group(1)), StandardCharsets.US_ASCII);
    // A delivery has Return-Path and Delivered-To before it.
    if (!text.endsWith(expected)) {
      throw new AssertionError("other bytes than were sent: " + token.group(1));
    }
    Set<String> set = new TreeSet<>(List.of(flags.group(1).split(" ")));
    set.remove("");
    set.remove("\\Recent");
    messages.put(Long.parseLong(uid.group(1)), new Ledger.Stored(token.group(1), set));
  }
}
