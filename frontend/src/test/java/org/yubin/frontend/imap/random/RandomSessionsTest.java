package org.yubin.frontend.imap.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.MemoryServer;

/**
 * 2,000 random conversations over real sockets: no answer differs from the model's. Others are run
 * by {@code -Dyubin.random.seed=} (the first seed) and {@code -Dyubin.random.sessions=} (how many).
 */
class RandomSessionsTest {
  private static final long SEED = Long.getLong("yubin.random.seed", 1);
  private static final int SESSIONS = Integer.getInteger("yubin.random.sessions", 2_000);
  private static final int CLIENTS = 2;
  private static final int MAX_FAILURES = 3;

  @Test
  void everyAnswer_isTheModels() throws InterruptedException {
    List<String> differences = new CopyOnWriteArrayList<>();
    AtomicLong next = new AtomicLong(SEED);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true))) {
      RandomSessions sessions = new RandomSessions(server, 3);
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> runAll(sessions, next, differences));
      }
      clients.shutdown();
      assertThat(clients.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(differences).as("differences from the model").isEmpty();
  }

  private static void runAll(RandomSessions sessions, AtomicLong next, List<String> differences) {
    long seed = next.getAndIncrement();
    while (seed < SEED + SESSIONS && differences.size() < MAX_FAILURES) {
      try {
        sessions.run(seed);
      } catch (AssertionError | IOException | RuntimeException difference) {
        differences.add(String.valueOf(difference.getMessage()));
      }
      seed = next.getAndIncrement();
    }
  }
}
