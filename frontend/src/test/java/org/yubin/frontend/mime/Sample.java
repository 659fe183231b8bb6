package org.yubin.frontend.mime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The messages under {@code src/test/resources/mail}, and what each is expected to be. */
final class Sample {
  private static final Path FOLDER = Path.of("src/test/resources/mail");

  private final String name;
  private final byte[] message;
  private final String expected;

  private Sample(String name, byte[] message, String expected) {
    this.name = name;
    this.message = message;
    this.expected = expected;
  }

  byte[] message() {
    return message.clone();
  }

  /** The structure as {@link Summaries#text} writes it. */
  String expected() {
    return expected;
  }

  static List<Sample> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".eml"))
          .sorted()
          .map(n -> Sample.of(n.substring(0, n.length() - 4)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sample of(String name) {
    try {
      Path expected = FOLDER.resolve(name + ".txt");
      return new Sample(
          name,
          Files.readAllBytes(FOLDER.resolve(name + ".eml")),
          Files.exists(expected) ? Files.readString(expected) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
