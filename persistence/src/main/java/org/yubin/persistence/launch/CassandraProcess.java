package org.yubin.persistence.launch;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running Cassandra: where it listens, when it answers, how it ends. Thread safe. */
public final class CassandraProcess {
  private static final long POLL_MILLIS = 100;
  private static final int PROBE_TIMEOUT_MILLIS = 2_000;
  private static final int TAIL_LINES = 15;

  /** An OPTIONS request of CQL's native protocol, version 4; the answer's opcode is SUPPORTED. */
  private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

  private static final int SUPPORTED = 6;

  private final LaunchSettings settings;
  private final ConfigFiles files;
  private final ProcessHandle handle;
  private final boolean adopted;
  private final CompletableFuture<Void> exited;
  private final long startedNanos = System.nanoTime();

  CassandraProcess(
      LaunchSettings settings, ConfigFiles files, ProcessHandle handle, boolean adopted) {
    this.settings = settings;
    this.files = files;
    this.handle = handle;
    this.adopted = adopted;
    this.exited = handle.onExit().thenApply(ended -> null);
  }

  ProcessHandle handle() {
    return handle;
  }

  /** The process id of Cassandra's JVM. */
  public long pid() {
    return handle.pid();
  }

  /** Whether a dead node had started it, and this one took it over. */
  public boolean adopted() {
    return adopted;
  }

  /** Where CQL is spoken. */
  public InetSocketAddress contactPoint() {
    try {
      return new InetSocketAddress(
          InetAddress.getByName(settings.address()), settings.nativePort());
    } catch (UnknownHostException notAnAddress) {
      throw new IllegalArgumentException(
          "address: " + settings.address() + " (expected: a loopback address)", notAnAddress);
    }
  }

  /** Cassandra's log file. */
  public Path log() {
    return files.log();
  }

  /** Completes when the process has ended, for whatever reason. Never fails. */
  public CompletionStage<Void> exited() {
    return exited.copy();
  }

  /**
   * Completes when Cassandra answers CQL. Fails with {@link CassandraLaunchException} if it ends
   * before, or does not answer within the time that the settings allow; then it has been killed.
   */
  public CompletionStage<CassandraProcess> ready() {
    return CompletableFuture.supplyAsync(this::answers, settings.executor())
        .thenCompose(
            yes -> {
              if (yes) {
                return CompletableFuture.completedFuture(this);
              }
              if (exited.isDone()) {
                return CompletableFuture.failedFuture(failed("ended while it started"));
              }
              if (System.nanoTime() - startedNanos > settings.startTimeout().toNanos()) {
                return kill()
                    .thenCompose(
                        dead ->
                            CompletableFuture.failedFuture(
                                failed(
                                    "no answer within "
                                        + settings.startTimeout().toSeconds()
                                        + " s")));
              }
              return EmbeddedCassandra.after(POLL_MILLIS, settings).thenCompose(go -> ready());
            });
  }

  /** Asks Cassandra to end (SIGTERM), and kills it if it has not within the settings' bound. */
  public CompletionStage<Void> stop() {
    handle.destroy();
    return exited
        .copy()
        .completeOnTimeout(null, settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(ended -> exited.isDone() ? exited() : kill());
  }

  /** Kills Cassandra (SIGKILL). Nothing acknowledged is lost. */
  public CompletionStage<Void> kill() {
    handle.destroyForcibly();
    return exited();
  }

  private CassandraLaunchException failed(String what) {
    List<String> tail = tail();
    String why =
        tail.stream()
            .filter(line -> line.startsWith("ERROR") || line.contains("Exception"))
            .reduce((first, last) -> last)
            .map(line -> ": " + line)
            .orElse("");
    return new CassandraLaunchException(
        "Cassandra (process " + pid() + "): " + what + "; see " + log() + why, tail);
  }

  private List<String> tail() {
    List<String> lines = new ArrayList<>();
    for (Path file : List.of(files.console(), files.log())) {
      if (Files.exists(file)) {
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
          List<String> read = all.toList();
          lines.addAll(read.subList(Math.max(0, read.size() - TAIL_LINES), read.size()));
        } catch (IOException unreadable) {
          lines.add(file + ": " + unreadable.getMessage());
        }
      }
    }
    return lines;
  }

  private boolean answers() {
    try (Socket socket = socket()) {
      socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
      socket.connect(contactPoint(), PROBE_TIMEOUT_MILLIS);
      socket.getOutputStream().write(OPTIONS);
      byte[] header = new byte[OPTIONS.length];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return header[4] == SUPPORTED && !exited.isDone();
    } catch (IOException | GeneralSecurityException notYet) {
      return false;
    }
  }

  private Socket socket() throws IOException, GeneralSecurityException {
    return settings.tls().isPresent()
        ? settings.tls().get().context().getSocketFactory().createSocket()
        : new Socket();
  }
}
