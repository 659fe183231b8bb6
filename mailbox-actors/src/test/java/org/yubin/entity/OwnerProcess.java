package org.yubin.entity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node in a JVM of its own, which can be stopped and continued by signals. Told on its input
 * {@code ROLL REQUEST POINT}, it adds the request, says {@code AT POINT} when it comes by that step
 * and lingers there, and at last {@code TOLD UID}, or {@code TOLD 0} if there was no answer.
 */
final class OwnerProcess {
  private static final int LINGER_MILLIS = 300;

  private final Process process;
  private final BufferedReader out;

  private OwnerProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static OwnerProcess start(FencedCassandra cassandra) throws Exception {
    OwnerProcess owner =
        new OwnerProcess(
            new ProcessBuilder(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OwnerProcess.class.getName(),
                    cassandra.hostAndPort(),
                    cassandra.keyspace())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    owner.expect("READY");
    return owner;
  }

  void add(UUID roll, UUID request, FencePoints.Point point) throws IOException {
    process
        .getOutputStream()
        .write((roll + " " + request + " " + point + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Reads on to a line that begins so; the rest of it. */
  String expect(String begin) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                  if (line.startsWith(begin)) {
                    return line.substring(begin.length()).strip();
                  }
                }
                throw new IllegalStateException("the owner's process has ended");
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            })
        .get(90, TimeUnit.SECONDS);
  }

  /** STOP or CONT. */
  void signal(String name) throws Exception {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("kill -" + name + " " + process.pid() + ": exit " + exit);
    }
  }

  void end() throws Exception {
    signal("CONT");
    process.destroyForcibly().waitFor();
  }

  /** What runs in the other JVM. */
  public static void main(String[] args) throws Exception {
    AtomicReference<FencePoints.@Nullable Point> linger = new AtomicReference<>();
    FencePoints points =
        (point, epoch) -> {
          if (!linger.compareAndSet(point, null)) {
            return CompletableFuture.completedFuture(null);
          }
          System.out.println("AT " + point);
          return new CompletableFuture<@Nullable Void>()
              .completeOnTimeout(null, LINGER_MILLIS, TimeUnit.MILLISECONDS)
              .thenAccept(go -> {});
        };
    Node node =
        Node.start(
            "other-jvm", Node.config(args[0], args[1]), args[1], points, UnaryOperator.identity());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      node.readSurely(UUID.randomUUID());
      System.out.println("READY");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        linger.set(FencePoints.Point.valueOf(words[2]));
        CompletionStage<Optional<Roll.Entry>> told =
            node.add(UUID.fromString(words[0]), UUID.fromString(words[1]));
        System.out.println(
            "TOLD "
                + told.toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .map(Roll.Entry::uid)
                    .orElse(0L));
      }
    }
  }
}
