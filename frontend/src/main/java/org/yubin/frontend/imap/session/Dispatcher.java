package org.yubin.frontend.imap.session;

import io.netty.buffer.ByteBuf;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.Refusal;
import org.yubin.persistence.StoreUnavailableException;

/**
 * Runs the commands of a session one at a time, in order, and writes every tagged answer: OK, NO
 * and BAD (RFC 3501 §2.2.2, §7.1). Commands that come meanwhile wait (RFC 3501 §5.5); how many may
 * wait, the connection bounds. Confined to the session's executor.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Session session;
  private final Connection connection;
  private final CommandTable commands;
  private final Deque<Received> queue = new ArrayDeque<>();

  private boolean running;

  /** Nothing more is taken from the client. */
  private boolean over;

  /** The socket is gone. */
  private boolean gone;

  /** TLS begins behind the next tagged answer. */
  private boolean tlsNext;

  private String commandTag = "";

  /** Which command the measures are told of, and when its turn came. */
  private String measured = SessionMeasures.UNKNOWN;

  private long began;
  private int badInARow;
  private @Nullable Bye farewell;
  private @Nullable CompletableFuture<byte[]> lineWanted;

  Dispatcher(Session session, Connection connection, CommandTable commands) {
    this.session = session;
    this.connection = connection;
    this.commands = commands;
  }

  void greet() {
    session.out().untagged().atom("OK [");
    session.out().atom(ResponseCode.capability(session.capabilities()).text());
    session.out().atom("] ").text("Yubin ready").crlf();
    session.flush();
    session.after(
        session.limits().loginTimeout(),
        () -> {
          if (session.state() == SessionState.NOT_AUTHENTICATED) {
            bye(new Bye("Login took too long"));
          }
        });
  }

  // ---- what comes in ----

  void receive(Received item) {
    CompletableFuture<byte[]> wanted = lineWanted;
    if (over) {
      connection.handled(item);
    } else if (wanted != null && queue.isEmpty()) {
      lineWanted = null;
      queue.add(item);
      handOver(wanted);
    } else {
      queue.add(item);
      pump();
    }
  }

  CompletionStage<byte[]> nextLine() {
    CompletableFuture<byte[]> wanted = new CompletableFuture<>();
    if (over) {
      wanted.completeExceptionally(new ClosedChannelException());
    } else if (queue.isEmpty()) {
      lineWanted = wanted;
    } else {
      handOver(wanted);
    }
    return wanted;
  }

  /** What is no line stays in the queue, and the command gets an empty one: not what it wants. */
  private void handOver(CompletableFuture<byte[]> wanted) {
    Received next = queue.peek();
    if (next instanceof Received.Line line) {
      queue.remove();
      connection.handled(line);
      wanted.complete(line.line());
    } else if (next instanceof Received.End) {
      wanted.completeExceptionally(new ClosedChannelException());
    } else {
      wanted.complete(new byte[0]);
    }
  }

  private void pump() {
    if (running || over) {
      return;
    }
    Bye last = farewell;
    if (last != null) {
      sayBye(last);
      return;
    }
    Received item = queue.poll();
    if (item != null) {
      connection.handled(item);
      running = true;
      take(item);
    }
  }

  private void take(Received item) {
    measured = SessionMeasures.UNKNOWN;
    began = System.nanoTime();
    if (item instanceof Received.Line line) {
      command(new ImapReader(line.line()), Optional.empty());
    } else if (item instanceof Received.Streamed streamed) {
      command(new ImapReader(streamed.line(), streamed.literal()), Optional.of(streamed));
    } else if (item instanceof Received.LiteralWanted) {
      session.out().continuation("OK");
      session.flush();
      connection.proceed();
      done();
    } else if (item instanceof Received.Rejected rejected) {
      if (rejected.hopeless()) {
        farewell = new Bye(rejected.code(), rejected.why());
      }
      Tagged bad = new Tagged(Tagged.Status.BAD, rejected.code(), rejected.why());
      answer(rejected.tag(), "", bad);
    } else {
      over = true;
      session.flush();
      connection.close();
      done();
    }
  }

  // ---- commands ----

  private void command(ImapReader in, Optional<Received.Streamed> message) {
    String tag = "*";
    String name = "";
    try {
      tag = in.tag();
      in.sp();
      name = name(in);
      CommandTable.Entry entry = commands.find(name).orElse(null);
      measured = entry == null ? SessionMeasures.UNKNOWN : entry.name();
      if (entry == null) {
        refuse(tag, name, Tagged.bad("Unknown command " + name), message);
      } else if (!entry.states().contains(session.state())) {
        refuse(
            tag,
            name,
            Tagged.bad(name + " is not possible now; " + session.state().words()),
            message);
      } else {
        run(tag, name, entry, entry.parse(in));
      }
    } catch (ImapSyntaxException error) {
      refuse(tag, name, Tagged.bad(error.getMessage()), message);
    }
  }

  private static String name(ImapReader in) throws ImapSyntaxException {
    String name = in.word();
    if (name.equals("UID")) {
      in.sp();
      return "UID " + in.word();
    }
    return name;
  }

  private void refuse(String tag, String name, Tagged tagged, Optional<Received.Streamed> message) {
    if (message.isEmpty()) {
      answer(tag, name, tagged);
      return;
    }
    Tagged answer = tooBig(message.get().literal()) ? tagged.with(ResponseCode.TOOBIG) : tagged;
    session
        .here(message.get().literal().refuse())
        .whenComplete(
            (ends, failure) -> {
              if (failure == null) {
                if (!ends) {
                  session.byeTooBig();
                }
                answer(tag, name, answer);
              } else {
                broken(failure);
              }
            });
  }

  /** Whether a message is sent unasked that is larger than that is allowed (RFC 7888 §5). */
  private boolean tooBig(LiteralStream message) {
    ImapLimits limits = session.limits();
    long most = Math.min(limits.maxNonSynchronisingOctets(), limits.maxMessageOctets());
    return !message.synchronising() && message.sizeOctets() > most;
  }

  String commandTag() {
    return commandTag;
  }

  private void run(String tag, String name, CommandTable.Entry entry, Invocation invocation) {
    commandTag = tag;
    ExpungePolicy policy = invocation.expunge(entry.expunge());
    session
        .here(attempt(invocation))
        .thenCompose(tagged -> session.updates().tell(policy).thenApply(told -> tagged))
        .whenComplete(
            (tagged, failure) -> {
              if (failure == null) {
                answer(tag, name, tagged);
              } else {
                failed(tag, name, failure);
              }
            });
  }

  private CompletionStage<Tagged> attempt(Invocation invocation) {
    try {
      return invocation.run(session);
    } catch (RuntimeException bug) {
      return CompletableFuture.failedStage(bug);
    }
  }

  private void failed(String tag, String name, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ClosedChannelException) {
      broken(cause);
    } else if (cause instanceof StoreUnavailableException outage) {
      LOG.atWarn()
          .addKeyValue("session", session.id())
          .addKeyValue("command", name)
          .log("imap command refused: {}", outage.toString());
      answer(tag, name, Tagged.refused(Refusal.UNAVAILABLE));
    } else {
      LOG.atError()
          .addKeyValue("session", session.id())
          .addKeyValue("command", name)
          .setCause(cause)
          .log("imap command failed");
      String text = "Internal error in session " + session.id();
      answer(tag, name, Tagged.no(ResponseCode.SERVERBUG, text));
    }
  }

  private void broken(Throwable failure) {
    LOG.atDebug()
        .addKeyValue("session", session.id())
        .setCause(failure)
        .log("imap connection broke");
    over = true;
    connection.close();
    done();
  }

  private void answer(String tag, String name, Tagged tagged) {
    session.services().measures().answered(measured, tagged.status(), System.nanoTime() - began);
    ImapWriter out = session.out();
    tagged.write(out, tag, name);
    badInARow = tagged.status() == Tagged.Status.BAD ? badInARow + 1 : 0;
    if (badInARow >= session.limits().maxBadCommands()) {
      farewell = new Bye("Too many bad commands");
    }
    if (session.state() == SessionState.LOGOUT) {
      over = true;
      session.flush();
      connection.close();
      done();
    } else if (tlsNext) {
      tlsNext = false;
      out.take().ifPresent(this::beginTls);
    } else if (queue.isEmpty() || out.pendingOctets() > 16 * 1024) {
      session.flush().whenComplete((sent, failure) -> done());
    } else {
      done();
    }
  }

  private void beginTls(ByteBuf burst) {
    session
        .here(connection.startTls(burst))
        .whenComplete(
            (begun, failure) -> {
              if (failure != null) {
                broken(failure);
              } else if (begun) {
                done();
              } else {
                sayBye(new Bye("Nothing may follow STARTTLS before TLS is up"));
                done();
              }
            });
  }

  private void done() {
    running = false;
    if (gone) {
      session.end();
    } else if (!over) {
      session.executor().execute(this::pump);
    }
  }

  void startTls() {
    tlsNext = true;
  }

  // ---- the end ----

  void bye(Bye why) {
    if (over) {
      return;
    }
    if (running && lineWanted == null) {
      farewell = why;
    } else {
      sayBye(why);
    }
  }

  /** A command that still runs is no idleness of the client. */
  void autologout() {
    if (!running || lineWanted != null) {
      bye(new Bye("Autologout; idle for too long"));
    }
  }

  private void sayBye(Bye last) {
    over = true;
    ImapWriter out = session.out().untagged().atom("BYE ");
    last.code().ifPresent(code -> out.atom("[").atom(code.text()).atom("] "));
    out.text(last.why()).crlf();
    session.flush();
    connection.close();
    forgetLine();
  }

  void loggedIn() {
    badInARow = 0;
  }

  /** A command that runs is let come to its end: it may have something to clear away. */
  void closed() {
    over = true;
    gone = true;
    queue.clear();
    forgetLine();
    if (!running) {
      session.end();
    }
  }

  private void forgetLine() {
    CompletableFuture<byte[]> wanted = lineWanted;
    lineWanted = null;
    if (wanted != null) {
      wanted.completeExceptionally(new ClosedChannelException());
    }
  }
}
