package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads frames from the body of a request: a line of JSON that says how many octets follow it, and
 * those octets. Pulls from the connection only what is asked for, so the sender is held back by
 * whoever reads. One caller, one call at a time.
 */
final class FrameReader {
  /** Longest line of JSON. */
  static final int MAX_LINE_OCTETS = 65_536;

  private final ObjectMapper json = new ObjectMapper();
  private final SinkQueueWithCancel<ByteString> in;
  private ByteString held = ByteString.emptyByteString();

  FrameReader(Source<ByteString, ?> octets, ActorSystem<?> system) {
    this.in = octets.runWith(Sink.queue(), system);
  }

  /**
   * The line that begins the next frame; empty at the end of the body.
   *
   * @return fails with {@link InvalidBodyException} if the body ends within a line or it is no
   *     object
   */
  CompletionStage<Optional<JsonNode>> line() {
    int end = held.indexOf((byte) '\n');
    if (end >= 0) {
      ByteString line = held.take(end);
      held = held.drop(end + 1);
      return parse(line);
    }
    if (held.size() > MAX_LINE_OCTETS) {
      return invalid("frame: a line of more than " + MAX_LINE_OCTETS + " octets");
    }
    return in.pull()
        .thenCompose(
            more -> {
              if (more.isPresent()) {
                held = held.concat(more.get());
                return line();
              }
              return held.isEmpty()
                  ? CompletableFuture.completedStage(Optional.empty())
                  : invalid("frame: the body ends within a line");
            });
  }

  /** Some of the octets of a frame of which so many are left, 1 at least. */
  CompletionStage<ByteBuffer> octets(long left) {
    if (!held.isEmpty()) {
      ByteString some = held.take((int) Math.min(left, held.size()));
      held = held.drop(some.size());
      return CompletableFuture.completedStage(ByteBuffer.wrap(some.toArray()));
    }
    return in.pull()
        .thenCompose(
            more -> {
              if (more.isEmpty()) {
                return invalid("frame: the body ends " + left + " octets too early");
              }
              held = more.get();
              return octets(left);
            });
  }

  /** Nothing more is wanted. */
  void cancel() {
    in.cancel();
  }

  private CompletionStage<Optional<JsonNode>> parse(ByteString line) {
    try {
      JsonNode frame = json.readTree(line.toArray());
      return frame.isObject()
          ? CompletableFuture.completedStage(Optional.of(frame))
          : invalid("frame: not a JSON object");
    } catch (JsonProcessingException wrong) {
      return invalid("frame: " + wrong.getOriginalMessage());
    } catch (java.io.IOException impossible) {
      return CompletableFuture.failedStage(impossible);
    }
  }

  private static <T> CompletionStage<T> invalid(String text) {
    return CompletableFuture.failedStage(new InvalidBodyException(text));
  }
}
