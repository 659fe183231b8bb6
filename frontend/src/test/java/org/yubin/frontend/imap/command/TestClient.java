package org.yubin.frontend.imap.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.yubin.frontend.auth.ClientAddress;
import org.yubin.frontend.imap.fetch.FetchResponse;
import org.yubin.frontend.imap.session.Confinement;
import org.yubin.frontend.imap.session.Connection;
import org.yubin.frontend.imap.session.Received;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.memory.MemoryNode;

/** A client whose commands go straight to a session, without a socket. */
final class TestClient implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final StringWriter received = new StringWriter();
  private final Session session;
  private volatile boolean closed;
  private volatile String tag = "";
  private volatile boolean ended;
  private int tags;

  TestClient(MemoryNode node) {
    session =
        new Session(
            new Wire(),
            new OneThread(),
            node.services(),
            new Registry(Extensions.ALL),
            FetchResponse::flags);
    session.start();
  }

  private final class OneThread implements Confinement {
    @Override
    public void execute(Runnable task) {
      try {
        thread.execute(task);
      } catch (RejectedExecutionException over) {
        // as the port says: dropped after close
        closed = true;
      }
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }

  private final class Wire implements Connection {
    @Override
    public ClientAddress client() {
      return new ClientAddress("127.0.0.1", 1);
    }

    @Override
    public boolean secure() {
      return true;
    }

    @Override
    public boolean tlsPossible() {
      return false;
    }

    @Override
    public CompletionStage<Boolean> startTls(ByteBuf burst) {
      throw new AssertionError("TLS is up already");
    }

    @Override
    public ByteBuf buffer() {
      return Unpooled.buffer();
    }

    @Override
    public CompletionStage<Void> write(ByteBuf burst) {
      String text = burst.toString(StandardCharsets.ISO_8859_1);
      burst.release();
      received.write(text);
      ended |= text.startsWith(tag + " ") || text.contains("\r\n" + tag + " ");
      return CompletableFuture.runAsync(() -> {});
    }

    @Override
    public void loggedIn() {}

    @Override
    public void proceed() {}

    @Override
    public void handled(Received item) {}

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void after(Duration delay, Runnable task) {
      var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Logs in as an account whose password is its name, and selects INBOX. */
  static TestClient inInbox(MemoryNode node, String name) {
    TestClient client = new TestClient(node);
    client.send("LOGIN " + name + " " + name);
    client.send("SELECT INBOX");
    return client;
  }

  /**
   * Sends a command and waits for its end.
   *
   * @param command without tag; line ends within literals as CRLF
   * @return all that came: the untagged responses, and of the tagged one, without its tag, the
   *     status and the response code
   */
  String send(String command) {
    return send(command.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a command whose strings are of any charset. */
  String send(byte[] command) {
    received.getBuffer().setLength(0);
    ended = false;
    tag = "t" + ++tags;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes((tag + " ").getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(command);
    session.receive(new Received.Line(line.toByteArray()));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(10))
        .until(() -> closed || ended);
    String all = received.toString();
    int at = all.lastIndexOf(tag + " ");
    return at < 0 ? all : all.substring(0, at) + answer(all.substring(at + tag.length() + 1));
  }

  private static String answer(String tagged) {
    String status = tagged.substring(0, tagged.indexOf(' '));
    int end = tagged.indexOf(']');
    return tagged.startsWith("[", status.length() + 1)
        ? status + tagged.substring(status.length(), end + 1)
        : status;
  }

  boolean closed() {
    return closed;
  }

  /** Ends the session, and waits for it: what it leaves behind must not meet a closed node. */
  @Override
  public void close() {
    session.closed();
    Awaitility.await("the session ends").atMost(Duration.ofSeconds(10)).until(thread::isTerminated);
    timer.shutdownNow();
  }
}
