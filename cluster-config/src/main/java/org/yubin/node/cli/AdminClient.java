package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;

/**
 * Talks to the admin HTTP API of the node that runs on this machine, with the token of its data
 * folder.
 */
final class AdminClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final NodeSettings settings;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();

  AdminClient(NodeSettings settings) {
    this.settings = settings;
  }

  /** One path segment, encoded. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Sends a request and returns the answer's JSON.
   *
   * @param path below the API's root
   * @throws StartFailure if no node answers, or it refuses: the message is the node's own
   */
  JsonNode call(String method, String path, Object body) throws StartFailure {
    URI uri = URI.create("http://" + host() + ":" + settings.http() + "/admin/v1/" + path);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token())
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      JsonNode answer = json.readTree(response.body());
      if (response.statusCode() / 100 != 2) {
        throw new StartFailure(answer.path("error").asText("refused: " + response.statusCode()));
      }
      return answer;
    } catch (IOException unreachable) {
      throw new StartFailure(
          "no node answers at %s:%d (%s); start one with: yubin dev"
              .formatted(host(), settings.http(), unreachable),
          unreachable);
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
