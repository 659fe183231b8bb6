package org.yubin.node.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads frames: a line of JSON, the octets that it counts, and behind them a line with their
 * SHA-256. What is cut off or damaged is an {@link IOException} that says so.
 */
final class FrameStream implements AutoCloseable {
  private static final int MAX_LINE_OCTETS = 32 * 1024 * 1024;

  private final InputStream in;
  private final ObjectMapper json = new ObjectMapper();
  private Optional<Octets> open = Optional.empty();

  FrameStream(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  private record Octets(BoundedInputStream bounded, DigestInputStream digesting) {}

  /** The next line; empty at the end. Octets of the frame before are checked, read or not. */
  Optional<JsonNode> line() throws IOException {
    verify();
    return object();
  }

  /** Checks the octets of the frame before now, and not with the next line. */
  void verify() throws IOException {
    if (open.isPresent()) {
      check(open.get());
    }
  }

  private Optional<JsonNode> object() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        if (line.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("cut off within a line");
      }
      if (line.size() == MAX_LINE_OCTETS) {
        throw new IOException("a line of more than 32 MiB");
      }
      line.write(octet);
    }
    try {
      JsonNode frame = json.readTree(line.toByteArray());
      if (frame.isObject()) {
        return Optional.of(frame);
      }
    } catch (JsonProcessingException damaged) {
      throw new IOException("damaged: a line that is no JSON", damaged);
    }
    throw new IOException("damaged: a line that is no JSON object");
  }

  /** The octets of the frame whose line was read last. */
  InputStream octets(JsonNode frame) {
    BoundedInputStream bounded =
        new BoundedInputStream(in, frame.path("octets").asLong()) {
          @Override
          public void close() {} // the frames behind are still to be read
        };
    DigestInputStream digesting = new DigestInputStream(bounded, Measured.sha256());
    open = Optional.of(new Octets(bounded, digesting));
    return digesting;
  }

  private void check(Octets octets) throws IOException {
    open = Optional.empty();
    octets.digesting().transferTo(java.io.OutputStream.nullOutputStream());
    if (octets.bounded().left() > 0) {
      throw new EOFException("cut off within a message");
    }
    MessageDigest digest = octets.digesting().getMessageDigest();
    String made = HexFormat.of().formatHex(digest.digest());
    Optional<JsonNode> told = object();
    if (told.isEmpty()) {
      throw new EOFException("cut off behind a message");
    }
    if (!told.get().path("sha256").asText().equals(made)) {
      throw new IOException("damaged: a message whose SHA-256 is another");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
