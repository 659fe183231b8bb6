package org.yubin.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/**
 * The node of {@link DevProcess}, with its real journal. Accounts are made by its admin API, some
 * ahead of their use.
 */
final class DevServer implements TranscriptServer, AutoCloseable {
  private static final String PASSWORD = "secret";
  private static final int AHEAD = 3;
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final DevProcess process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Deque<CompletableFuture<Login>> ahead = new ArrayDeque<>();
  private int accounts;
  private final String token;

  private DevServer(DevProcess process, String token) {
    this.process = process;
    this.token = token;
  }

  /** Starts a node on an empty folder. */
  static DevServer start(Path dataDir) throws IOException {
    DevProcess process = DevProcess.fresh(dataDir, "--account", "first:" + PASSWORD);
    process.start();
    return new DevServer(process, Files.readString(dataDir.resolve("admin.token")).strip());
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), process.imapPort);
  }

  @Override
  public synchronized Login newAccount() {
    while (ahead.size() <= AHEAD) {
      ahead.add(make("user" + ++accounts));
    }
    return ahead.remove().join();
  }

  private CompletableFuture<Login> make(String name) {
    return admin("POST", "", Map.of("name", name, "password", PASSWORD))
        .thenApply(
            status -> {
              if (status != CREATED) {
                throw new AssertionError("account " + name + ": " + status);
              }
              return new Login(name, PASSWORD);
            });
  }

  @Override
  public void account(String name, String password) {
    int made = admin("POST", "", Map.of("name", name, "password", password)).join();
    if (made != CREATED) {
      int changed = admin("PUT", "/" + name + "/password", Map.of("password", password)).join();
      if (changed != OK) {
        throw new AssertionError("account " + name + ": " + made + ", " + changed);
      }
    }
  }

  /** The status of an answer of the admin API. */
  private CompletableFuture<Integer> admin(String method, String path, Map<String, String> body) {
    URI uri = URI.create("http://127.0.0.1:" + process.httpPort + "/admin/v1/accounts" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json.valueToTree(body).toString()))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::statusCode);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
