package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.AdminPort;
import org.yubin.node.transfer.ApiPaths;

/**
 * Talks to the admin HTTP API of the node that runs on this machine, with the token of its data
 * folder.
 */
final class AdminClient implements AdminPort {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** For requests and answers that stream. */
  private static final Duration LONG_TIMEOUT = Duration.ofMinutes(10);

  private static final Duration KEEP_TRYING = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 500;
  private static final int UNAVAILABLE = 503;
  private static final int UNPROCESSABLE = 422;
  private static final int MAX_ERROR_OCTETS = 65_536;

  private final NodeSettings settings;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();

  AdminClient(NodeSettings settings) {
    this.settings = settings;
  }

  /** One path segment, encoded. */
  static String segment(String name) {
    return ApiPaths.segment(name);
  }

  /**
   * Sends a request and returns the answer's JSON.
   *
   * @param path below the API's root
   * @throws StartFailure if no node answers, or it refuses: the message is the node's own
   */
  @Override
  public JsonNode call(String method, String path, Object body) throws StartFailure {
    try {
      HttpRequest request =
          request(path, TIMEOUT)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  method.equals("GET")
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      HttpResponse<String> response = send(request, text());
      if (response.statusCode() / 100 != 2) {
        throw refused(response);
      }
      return json.readTree(response.body());
    } catch (IOException unreachable) {
      throw noAnswer(unreachable);
    }
  }

  @Override
  public JsonNode post(String path, UUID id, Supplier<InputStream> body) throws StartFailure {
    long started = System.nanoTime();
    while (true) {
      HttpRequest request =
          request(path, LONG_TIMEOUT)
              .header("Content-Type", "application/octet-stream")
              .header("X-Request-Id", id.toString())
              .POST(HttpRequest.BodyPublishers.ofInputStream(body))
              .build();
      boolean last = System.nanoTime() - started > KEEP_TRYING.toNanos();
      try {
        HttpResponse<String> response = send(request, text());
        if (response.statusCode() / 100 == 2 || response.statusCode() == UNPROCESSABLE) {
          return json.readTree(response.body());
        }
        if (response.statusCode() != UNAVAILABLE || last) {
          throw refused(response);
        }
      } catch (IOException unreachable) {
        if (last) {
          throw noAnswer(unreachable);
        }
      }
      pause();
    }
  }

  @Override
  public InputStream get(String path) throws StartFailure {
    try {
      HttpResponse<InputStream> response =
          send(
              request(path, LONG_TIMEOUT).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      try (InputStream why = response.body()) {
        JsonNode answer = json.readTree(why.readNBytes(MAX_ERROR_OCTETS));
        throw new StartFailure(answer.path("error").asText("refused: " + response.statusCode()));
      }
    } catch (IOException unreachable) {
      throw noAnswer(unreachable);
    }
  }

  private HttpRequest.Builder request(String path, Duration timeout) throws StartFailure {
    URI uri = URI.create("http://" + host() + ":" + settings.http() + "/admin/v1/" + path);
    return HttpRequest.newBuilder(uri)
        .timeout(timeout)
        .header("Authorization", "Bearer " + token());
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, StartFailure {
    try {
      return http.send(request, handler);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted", stopped);
    }
  }

  private StartFailure refused(HttpResponse<String> response) throws IOException {
    JsonNode answer = json.readTree(response.body());
    return new StartFailure(answer.path("error").asText("refused: " + response.statusCode()));
  }

  private StartFailure noAnswer(IOException unreachable) {
    return new StartFailure(
        "no node answers at %s:%d (%s); start one with: yubin dev"
            .formatted(host(), settings.http(), unreachable),
        unreachable);
  }

  private static void pause() throws StartFailure {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted", stopped);
    }
  }

  private String host() {
    return settings.bind().equals("0.0.0.0") ? "127.0.0.1" : settings.bind();
  }

  private String token() throws StartFailure {
    try {
      return Files.readString(settings.tokenFile()).strip();
    } catch (NoSuchFileException missing) {
      throw new StartFailure(
          settings.tokenFile()
              + ": not there (expected: the data folder of a running node; see --data-dir)",
          missing);
    } catch (IOException unreadable) {
      throw new StartFailure(settings.tokenFile() + ": " + unreadable, unreadable);
    }
  }
}
