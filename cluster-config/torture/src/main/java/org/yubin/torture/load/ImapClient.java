package org.yubin.torture.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.yubin.bench.Response;
import org.yubin.bench.WireReader;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;

/** One IMAP connection that writes down all that it asks and is told. Used by one thread. */
final class ImapClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  /** Longer than the server's own limit for a command, so that it is the server who gives up. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int TICK_MILLIS = 200;

  private final Journal journal;
  private final String account;
  private final Socket socket = new Socket();
  private final OutputStream out;
  private final WireReader in;
  private final View view = new View();
  private final int session;
  private String mailbox = "";
  private boolean pushed;
  private int tags;

  /** A tagged answer with what came before it. */
  record Answer(Outcome outcome, String text, List<Response> untagged) {
    boolean ok() {
      return outcome == Outcome.OK;
    }
  }

  private ImapClient(Journal journal, InetSocketAddress where, String account) throws IOException {
    this.journal = journal;
    this.account = account;
    this.session = journal.nextSession();
    socket.setTcpNoDelay(true);
    socket.connect(where, CONNECT_MILLIS);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    out = socket.getOutputStream();
    in = new WireReader(socket.getInputStream());
  }

  /** Connects and logs in. */
  static ImapClient open(Journal journal, InetSocketAddress where, String account, boolean qresync)
      throws IOException {
    ImapClient client = new ImapClient(journal, where, account);
    try {
      client.in.response();
      client.plain("LOGIN " + account + " " + account);
      client.plain("ENABLE " + (qresync ? "QRESYNC" : "CONDSTORE"));
      return client;
    } catch (IOException failed) {
      client.close();
      throw failed;
    }
  }

  int session() {
    return session;
  }

  /** The selected mailbox, {@code account/name}; empty before the first SELECT. */
  String mailbox() {
    return mailbox;
  }

  int exists() {
    return view.size();
  }

  private void plain(String command) throws IOException {
    Answer answer = finish(send(command));
    if (!answer.ok()) {
      throw new IOException(command + ": " + answer.text());
    }
  }

  /** Selects; whether it was done. */
  boolean select(String name) throws IOException {
    String wanted = account + "/" + name;
    // Until the answer nothing of the new mailbox is known, and the old one is closed.
    long call = asked(wanted, Action.read());
    view.clear();
    mailbox = "";
    Answer answer = finish(send("SELECT " + name));
    answered(wanted, call, answer, List.of());
    if (!answer.ok()) {
      return false;
    }
    long exists = 0;
    long uidNext = 0;
    long highest = 0;
    for (Response response : answer.untagged()) {
      exists = response.about("EXISTS") ? response.number() : exists;
      uidNext = Math.max(uidNext, Responses.code(response, "UIDNEXT"));
      highest = Math.max(highest, Responses.code(response, "HIGHESTMODSEQ"));
    }
    mailbox = wanted;
    journal.add(new Fact.Selected(journal.now(), session, wanted, call, exists, uidNext, highest));
    view.exists(exists);
    return true;
  }

  /** A command without literals about the selected mailbox, or the one that is named. */
  Answer command(
      String command, String about, Action action, Function<Answer, List<Fact.Placed>> placed)
      throws IOException {
    long call = asked(about, action);
    try {
      Answer answer = finish(send(command));
      answered(about, call, answer, placed.apply(answer));
      return answer;
    } catch (IOException lost) {
      unknown(about, call);
      throw lost;
    }
  }

  /** As above, for a command that places nothing. */
  Answer command(String command, Action action) throws IOException {
    return command(command, mailbox, action, answer -> List.of());
  }

  /** APPEND to a mailbox of the account. */
  Answer append(String name, String marker, byte[] message) throws IOException {
    String about = account + "/" + name;
    long call = asked(about, Action.append(marker));
    try {
      String tag = send("APPEND " + name + " {" + message.length + "+}");
      out.write(message);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Answer answer = finish(tag);
      answered(about, call, answer, Responses.appended(answer.text(), about));
      return answer;
    } catch (IOException lost) {
      unknown(about, call);
      throw lost;
    }
  }

  /**
   * Idles until {@code until} says so; what is told meanwhile is written down as pushed.
   *
   * @return whether the server let it
   */
  boolean idle(BooleanSupplier until) throws IOException {
    String tag = send("IDLE");
    Response first = in.response();
    while (!first.continuation()) {
      if (first.tagged(tag)) {
        return false;
      }
      note(first);
      first = in.response();
    }
    pushed = true;
    socket.setSoTimeout(TICK_MILLIS);
    while (!until.getAsBoolean()) {
      try {
        note(in.response());
      } catch (SocketTimeoutException nothing) {
        // look again whether it is time to end
      }
    }
    socket.setSoTimeout((int) PATIENCE.toMillis());
    out.write("DONE\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
    boolean ok = finish(tag).ok();
    pushed = false;
    return ok;
  }

  private String send(String command) throws IOException {
    String tag = "t" + ++tags;
    out.write((tag + " " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return tag;
  }

  private Answer finish(String tag) throws IOException {
    List<Response> untagged = new ArrayList<>();
    while (true) {
      Response response = in.response();
      if (response.tagged(tag)) {
        String text = response.text().substring(tag.length() + 1);
        return new Answer(outcome(text), text, untagged);
      }
      if (response.text().startsWith("* BYE")) {
        throw new IOException(response.text());
      }
      note(response);
      untagged.add(response);
    }
  }

  private static Outcome outcome(String text) {
    if (text.startsWith("OK")) {
      return Outcome.OK;
    }
    return text.contains("[UNAVAILABLE]") || text.contains("[SERVERBUG]")
        ? Outcome.UNKNOWN
        : Outcome.NO;
  }

  /** Writes down what was told of the selected mailbox. */
  private void note(Response response) {
    if (mailbox.isEmpty()) {
      return;
    }
    long now = journal.now();
    if (response.text().startsWith("* BYE")) {
      journal.add(new Fact.Lost(now, session, mailbox, response.text()));
    } else if (response.about("EXISTS")) {
      journal.add(new Fact.Exists(now, session, mailbox, response.number()));
      if (!view.exists(response.number())) {
        nonsense(response);
      }
    } else if (response.about("EXPUNGE")) {
      long uid = view.expunge(response.number());
      if (uid < 0) {
        nonsense(response);
      } else {
        journal.add(new Fact.Gone(now, session, mailbox, uid));
      }
    } else if (response.text().startsWith("* VANISHED")) {
      for (long uid : Responses.vanished(response)) {
        journal.add(new Fact.Gone(now, session, mailbox, uid));
        if (!view.vanished(uid)) {
          nonsense(response);
        }
      }
    } else if (response.about("FETCH") && Responses.hasFlags(response)) {
      shown(response, now);
    }
  }

  private void shown(Response response, long now) {
    long uid = view.shown(response.number(), Responses.uid(response));
    if (uid < 0) {
      nonsense(response);
      return;
    }
    journal.add(
        new Fact.Shown(
            now,
            session,
            mailbox,
            uid,
            Responses.flags(response),
            Responses.modSeq(response),
            Responses.marker(response),
            pushed));
  }

  private void nonsense(Response response) {
    journal.add(
        new Fact.Nonsense(
            journal.now(),
            session,
            mailbox,
            response.text() + " (the session counts " + view.size() + ")"));
  }

  private long asked(String about, Action action) {
    long call = journal.nextCall();
    journal.add(new Fact.Asked(journal.now(), session, about, call, action));
    return call;
  }

  private void answered(String about, long call, Answer answer, List<Fact.Placed> placed) {
    journal.add(new Fact.Answered(journal.now(), session, about, call, answer.outcome(), placed));
  }

  private void unknown(String about, long call) {
    journal.add(new Fact.Answered(journal.now(), session, about, call, Outcome.UNKNOWN, List.of()));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // it was to be closed
    }
  }
}
