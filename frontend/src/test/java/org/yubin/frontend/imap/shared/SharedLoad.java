package org.yubin.frontend.imap.shared;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/**
 * Two or three sessions that say random commands on one INBOX at the same time. At the end, when
 * all are quiet, each has the same picture of it as a session that has just come.
 */
public final class SharedLoad implements AutoCloseable {
  private static final int MAX_SESSIONS = 3;
  private static final List<SharedSession.Kind> KINDS = List.of(SharedSession.Kind.values());

  private final TranscriptServer server;
  private final Duration patience;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param patience after which every session has been told of every change, if it asks
   */
  public SharedLoad(TranscriptServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  /**
   * Runs so many seeds, some of them at the same time, each on its own account.
   *
   * @throws AssertionError of the first that fails
   */
  public void runAll(long firstSeed, int count, int commands, int atOnce)
      throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong(firstSeed);
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      work.add(
          () -> {
            long seed = next.getAndIncrement();
            while (seed < firstSeed + count) {
              run(seed, commands);
              seed = next.getAndIncrement();
            }
            return null;
          });
    }
    await(work);
  }

  /**
   * Runs one seed on a fresh account.
   *
   * @param commands of each session
   * @throws AssertionError where a session is told what cannot be
   */
  public void run(long seed, int commands) throws IOException, InterruptedException {
    TranscriptServer.Login login = server.newAccount();
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int count = random.nextInt(3) > 0 ? 2 : MAX_SESSIONS;
    CommonTruth truth = new CommonTruth();
    List<SharedSession> sessions = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Random own = new Random(random.nextLong());
        SharedSession.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        sessions.add(new SharedSession(server, login, kind, i, MAX_SESSIONS, truth, own));
      }
      for (SharedSession session : sessions) {
        session.open("INBOX");
      }
      atOnce(sessions, commands);
      quiet(login, sessions, truth);
    } catch (AssertionError | IOException fault) {
      String logs = sessions.stream().map(SharedSession::log).collect(Collectors.joining("\n"));
      String sorted = logs.lines().sorted().collect(Collectors.joining("\n"));
      throw new AssertionError("seed " + seed + ": " + fault.getMessage() + "\n" + sorted, fault);
    } finally {
      for (SharedSession session : sessions) {
        session.close();
      }
    }
  }

  private void atOnce(List<SharedSession> sessions, int commands)
      throws IOException, InterruptedException {
    List<Callable<Void>> work = new ArrayList<>();
    for (SharedSession session : sessions) {
      work.add(
          () -> {
            session.work(commands);
            return null;
          });
    }
    await(work);
  }

  private void await(List<Callable<Void>> work) throws IOException, InterruptedException {
    for (Future<Void> each : threads.invokeAll(work)) {
      try {
        each.get();
      } catch (ExecutionException fault) {
        if (fault.getCause() instanceof AssertionError wrong) {
          throw wrong;
        }
        throw new IOException(fault.getCause());
      }
    }
  }

  /** All have the same picture, at the latest when the server's patience is over. */
  private void quiet(TranscriptServer.Login login, List<SharedSession> sessions, CommonTruth truth)
      throws IOException {
    Map<Long, Set<String>> real;
    try (SharedSession fresh =
        new SharedSession(
            server,
            login,
            SharedSession.Kind.PLAIN,
            MAX_SESSIONS,
            MAX_SESSIONS,
            truth,
            new Random(0))) {
      fresh.open("INBOX");
      real = fresh.picture();
    }
    long end = System.nanoTime() + patience.toNanos();
    for (SharedSession session : sessions) {
      do {
        session.settle();
      } while (!session.picture().equals(real) && System.nanoTime() < end);
      if (!session.picture().equals(real)) {
        throw new AssertionError("sees " + session.picture() + "\nwhere there is " + real);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
