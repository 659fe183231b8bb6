package org.yubin.node.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The octets of a stream that can be read once, kept to be read again: in memory, or in a file of
 * the temporary folder if they are many. To be closed when they are not needed any more.
 */
final class Spooled implements Content, AutoCloseable {
  private static final int IN_MEMORY = 1024 * 1024;

  private final Content content;
  private final Path file;

  private Spooled(Content content, Path file) {
    this.content = content;
    this.file = file;
  }

  static Spooled of(InputStream in) throws IOException {
    byte[] first = in.readNBytes(IN_MEMORY);
    if (first.length < IN_MEMORY) {
      return new Spooled(Content.of(first), Path.of(""));
    }
    Path file = Files.createTempFile("yubin", ".message");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(first);
      in.transferTo(out);
    } catch (IOException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
    return new Spooled(() -> Files.newInputStream(file), file);
  }

  @Override
  public InputStream open() throws IOException {
    return content.open();
  }

  @Override
  public void close() throws IOException {
    if (!file.toString().isEmpty()) {
      Files.deleteIfExists(file);
    }
  }
}
