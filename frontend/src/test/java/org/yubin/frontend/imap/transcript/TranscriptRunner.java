package org.yubin.frontend.imap.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plays transcripts against a server, each with an account of its own. */
public final class TranscriptRunner {
  private final TranscriptServer server;

  /** Plays against this server, wherever its mail is kept. */
  public TranscriptRunner(TranscriptServer server) {
    this.server = server;
  }

  /** All transcripts in a folder and below, in the order of their paths. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".imap")).sorted().toList();
    }
  }

  /** Whether a transcript can be played against a server that offers TLS. */
  public static boolean isForTls(Path file) {
    try {
      return !Transcript.read(file).given().contains(Transcript.NO_TLS);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Plays one transcript.
   *
   * @throws AssertionError naming file and line where the server says something else
   */
  public void play(Path file) throws IOException {
    Transcript transcript = Transcript.read(file);
    Map<Integer, LineClient> sessions = new TreeMap<>();
    try {
      for (int number : transcript.sessions()) {
        LineClient client = new LineClient(server.address());
        sessions.put(number, client);
        client.receive();
      }
      new Preconditions(server, server.newAccount(), sessions).establish(transcript.given());
      dialogue(transcript, sessions);
      for (Map.Entry<Integer, LineClient> session : sessions.entrySet()) {
        if (session.getValue().unread() > 0) {
          throw new AssertionError(
              file
                  + ": session "
                  + session.getKey()
                  + " received more: "
                  + session.getValue().receive());
        }
      }
    } finally {
      for (LineClient client : sessions.values()) {
        client.close();
      }
    }
  }

  private static void dialogue(Transcript transcript, Map<Integer, LineClient> sessions)
      throws IOException {
    Expectation expectation = new Expectation();
    List<Transcript.Step> anyOrder = new ArrayList<>();
    for (Transcript.Step step : transcript.steps()) {
      boolean continues =
          step.kind() == Transcript.Kind.SERVER_ANY_ORDER
              && (anyOrder.isEmpty() || anyOrder.get(0).session() == step.session());
      if (!continues) {
        receiveAll(transcript, sessions, expectation, anyOrder);
        anyOrder.clear();
      }
      switch (step.kind()) {
        case CLIENT -> client(sessions, step).send(expectation.fill(step.text()));
        case SERVER -> receiveAll(transcript, sessions, expectation, List.of(step));
        case SERVER_ANY_ORDER -> anyOrder.add(step);
      }
    }
    receiveAll(transcript, sessions, expectation, anyOrder);
  }

  private static void receiveAll(
      Transcript transcript,
      Map<Integer, LineClient> sessions,
      Expectation expectation,
      List<Transcript.Step> steps)
      throws IOException {
    List<Transcript.Step> left = new ArrayList<>(steps);
    while (!left.isEmpty()) {
      Transcript.Step first = left.get(0);
      String line = receive(transcript, client(sessions, first), first);
      if (!left.removeIf(new FirstMatch(expectation, line)::test)) {
        throw new AssertionError(
            transcript.file()
                + ":"
                + first.line()
                + ": received: "
                + line
                + "\n  expected: "
                + first.text());
      }
    }
  }

  private static LineClient client(Map<Integer, LineClient> sessions, Transcript.Step step) {
    return Objects.requireNonNull(sessions.get(step.session()));
  }

  private static String receive(Transcript transcript, LineClient client, Transcript.Step step)
      throws IOException {
    try {
      return client.receive();
    } catch (SocketTimeoutException silence) {
      throw new AssertionError(
          transcript.file() + ":" + step.line() + ": received nothing\n  expected: " + step.text(),
          silence);
    }
  }

  /** Takes one step only, even if several look alike. */
  private static final class FirstMatch {
    private final Expectation expectation;
    private final String line;
    private boolean found;

    FirstMatch(Expectation expectation, String line) {
      this.expectation = expectation;
      this.line = line;
    }

    boolean test(Transcript.Step step) {
      if (!found && expectation.matches(step.text(), line)) {
        found = true;
        return true;
      }
      return false;
    }
  }
}
