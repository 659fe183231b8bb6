package org.yubin.node.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yubin.node.Role;
import org.yubin.node.StartFailure;
import org.yubin.node.TrialAuthority;

/**
 * One node of Yubin as a child process. It may be started again after it has ended, with the same
 * ports and the same folder. Thread safe.
 */
public final class LocalNode {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final LocalPlan plan;
  private final String name;
  private final Role role;
  private final String host;
  private final LocalPorts ports;
  private final List<String> seeds;
  private final List<String> contactPoints;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build();
  private @Nullable Process process;

  LocalNode(
      LocalPlan plan,
      String name,
      Role role,
      String host,
      List<String> seeds,
      List<String> contactPoints) {
    this.plan = plan;
    this.name = name;
    this.role = role;
    this.host = host;
    this.ports = LocalPorts.from(plan.basePort());
    this.seeds = List.copyOf(seeds);
    this.contactPoints = List.copyOf(contactPoints);
  }

  /** Such as {@code mailbox-1} or {@code frontend-2}. */
  public String name() {
    return name;
  }

  public Role role() {
    return role;
  }

  /** Its address, which no other process of this cluster has. */
  public String host() {
    return host;
  }

  public LocalPorts ports() {
    return ports;
  }

  /** Where other nodes reach it. */
  public InetSocketAddress cluster() {
    return new InetSocketAddress(host, ports.cluster());
  }

  /** The admin port. */
  public InetSocketAddress http() {
    return new InetSocketAddress(host, ports.http());
  }

  /** IMAP without TLS, plain logins allowed; nobody listens there on a mailbox node. */
  public InetSocketAddress imap() {
    return new InetSocketAddress(host, ports.imap());
  }

  /** LMTP; nobody listens there on a mailbox node. */
  public InetSocketAddress lmtp() {
    return new InetSocketAddress(host, ports.lmtp());
  }

  /** Its data, its configuration ({@code node.conf}) and its logs ({@code log.json}). */
  public Path folder() {
    return plan.folder().resolve(name);
  }

  /** A JSON object a line, of all its starts. */
  public Path log() {
    return folder().resolve("log.json");
  }

  /**
   * Starts the process, and does not wait for it.
   *
   * @throws IllegalStateException if it runs
   */
  public synchronized void start() throws IOException, StartFailure {
    if (isAlive()) {
      throw new IllegalStateException(name + ": runs already (expected: ended)");
    }
    Files.createDirectories(folder());
    plan.issue(name, List.of(host, TrialAuthority.CLUSTER));
    Path configuration = folder().resolve("node.conf");
    Files.writeString(configuration, configuration());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + plan.nodeHeapMib() + "m",
            "-XX:+UseParallelGC",
            "-XX:MetaspaceSize=128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8"));
    command.addAll(
        List.of(
            "-cp",
            plan.classPath(),
            "org.yubin.node.Main",
            "serve",
            "--config",
            configuration.toString()));
    process =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  private String configuration() {
    List<String> lines = new ArrayList<>();
    lines.add("yubin.data-dir = " + quoted(folder().toString()));
    lines.add("yubin.roles = [" + role.word() + "]");
    lines.add("yubin.bind = " + quoted(host));
    lines.add("yubin.imap.port = " + ports.imap());
    lines.add("yubin.imap.allow-plain-login = on");
    lines.add("yubin.imaps.port = " + ports.imaps());
    lines.add("yubin.lmtp.port = " + ports.lmtp());
    lines.add("yubin.http.port = " + ports.http());
    lines.add("yubin.cluster.host = " + quoted(host));
    lines.add("yubin.cluster.port = " + ports.cluster());
    lines.add("yubin.cluster.seed-nodes = " + list(seeds));
    lines.add("yubin.cassandra.contact-points = " + list(contactPoints));
    lines.add("yubin.cassandra.replication-factor = " + plan.replicationFactor());
    plan.tls(name)
        .ifPresent(
            files -> {
              for (String block : List.of("yubin.cluster.tls", "yubin.cassandra.tls")) {
                lines.add(block + ".certificate = " + quoted(files.certificate().toString()));
                lines.add(block + ".key = " + quoted(files.key().toString()));
                lines.add(block + ".authority = " + quoted(files.authority().toString()));
              }
            });
    lines.addAll(plan.settings());
    return String.join("\n", lines) + "\n";
  }

  private static String list(List<String> values) {
    return "[" + String.join(", ", values.stream().map(LocalNode::quoted).toList()) + "]";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Waits until it is a member, its mail ports (if it has any) listen, and it says that it is
   * ready.
   *
   * @throws StartFailure if it ends before, or is not ready within the bound
   */
  public void awaitReady(Duration bound) throws StartFailure {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!ready()) {
      if (!isAlive()) {
        throw new StartFailure(name + ": ended while it started; see " + log() + lastLine());
      }
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
            name + ": not ready within " + bound.toSeconds() + " s; see " + log());
      }
      pause(POLL);
    }
  }

  /** Whether it says now that it is ready to serve ({@code GET /readyz}). */
  public boolean ready() {
    try {
      return get("/readyz").statusCode() == OK;
    } catch (IOException notNow) {
      return false;
    }
  }

  /**
   * Asks its admin port, with its token.
   *
   * @param path such as {@code /readyz}
   * @throws IOException if it does not answer within 5 s
   */
  public HttpResponse<String> get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  /** The same with a body of JSON, and within a minute. */
  HttpResponse<String> post(String path, String body) throws IOException {
    return send(
        request(path)
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + ports.http() + path))
            .timeout(REQUEST);
    Path token = folder().resolve("admin.token");
    return Files.exists(token)
        ? request.header("Authorization", "Bearer " + Files.readString(token).strip())
        : request;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  /** Whether the process runs; true for a paused one. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /**
   * Its process id.
   *
   * @throws IllegalStateException if it was never started
   */
  public synchronized long pid() {
    return running().pid();
  }

  private synchronized Process running() {
    if (process == null) {
      throw new IllegalStateException(name + ": was not started");
    }
    return process;
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    running().destroyForcibly().onExit().join();
  }

  /**
   * SIGTERM: it hands over what it holds and ends.
   *
   * @return its exit status
   * @throws IOException if it has not ended within the bound; then it still runs
   */
  public int stop(Duration bound) throws IOException {
    Process stopping = running();
    stopping.destroy();
    try {
      if (!stopping.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(name + ": still runs " + bound.toSeconds() + " s after SIGTERM");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
    return stopping.exitValue();
  }

  /** Its exit status, once it has ended. */
  public int exitStatus() {
    return running().exitValue();
  }

  /** SIGSTOP: it keeps its connections and does nothing any more. */
  public void pause() throws IOException {
    Signals.send("STOP", pid());
  }

  /** SIGCONT: it goes on after {@link #pause}. */
  public void goOn() throws IOException {
    Signals.send("CONT", pid());
  }

  private String lastLine() {
    try {
      List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
      return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    } catch (IOException unreadable) {
      return "";
    }
  }

  static void pause(Duration time) throws StartFailure {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted", stopped);
    }
  }
}
