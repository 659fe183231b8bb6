package org.yubin.frontend.imap.random;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/**
 * Random sessions against a server, compared with the model. One seed is one conversation, of one
 * to {@code mostSessions} sessions on a fresh account that take turns; on a difference it is made
 * as short as can be, and told as a transcript.
 */
public final class RandomSessions {
  private static final int MAX_REPLAYS = 150;

  private final TranscriptServer server;
  private final int mostSessions;

  /**
   * @param mostSessions 1 where a change by one session reaches the others only after a while
   */
  public RandomSessions(TranscriptServer server, int mostSessions) {
    this.server = server;
    this.mostSessions = mostSessions;
  }

  /**
   * Runs one seed.
   *
   * @throws AssertionError at the first difference
   */
  public void run(long seed) throws IOException {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int sessions = 1 + random.nextInt(mostSessions);
    ModelServer model = new ModelServer(sessions);
    RandomCommands commands = new RandomCommands(random, model);
    List<Step> steps = new ArrayList<>();
    try (Conversation conversation = new Conversation(server, model)) {
      int count = 10 + random.nextInt(30);
      for (int i = 0; i < count; i++) {
        Step step = commands.next(i);
        steps.add(step);
        conversation.say(step);
      }
      conversation.end();
    } catch (AssertionError | SocketTimeoutException difference) {
      throw new AssertionError(
          "seed " + seed + ": " + shrunk(sessions, steps).orElse(difference.getMessage()),
          difference);
    }
  }

  /** A shorter conversation that ends in a difference, too. */
  private Optional<String> shrunk(int sessions, List<Step> steps) throws IOException {
    List<Step> left = new ArrayList<>(steps);
    Optional<String> shortest = replay(sessions, left);
    int replays = 0;
    for (int size = Math.max(1, left.size() / 2); size >= 1; size /= 2) {
      for (int from = left.size() - size; from >= 0 && replays < MAX_REPLAYS; from -= size) {
        List<Step> fewer = new ArrayList<>(left);
        fewer.subList(from, from + size).clear();
        replays++;
        Optional<String> difference = replay(sessions, fewer);
        if (difference.isPresent()) {
          left = fewer;
          shortest = difference;
        }
      }
    }
    return shortest;
  }

  private Optional<String> replay(int sessions, List<Step> steps) throws IOException {
    try (Conversation conversation = new Conversation(server, new ModelServer(sessions))) {
      try {
        for (Step step : steps) {
          conversation.say(step);
        }
        conversation.end();
        return Optional.empty();
      } catch (AssertionError difference) {
        return Optional.of(String.valueOf(difference.getMessage()));
      } catch (SocketTimeoutException silence) {
        return Optional.of("received nothing\n" + conversation.transcript());
      }
    }
  }
}
