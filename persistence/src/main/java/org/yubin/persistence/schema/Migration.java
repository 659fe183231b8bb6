package org.yubin.persistence.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One migration: a file of CQL statements, each ended by {@code ;} at the end of a line; {@code --}
 * begins a comment.
 *
 * @param number its order and identity
 * @param file {@code NNNN-what.cql}
 * @param text as it stands in the file
 */
record Migration(int number, String file, String text) {
  /** All migrations that this program knows, ascending. */
  static List<Migration> all() throws IOException {
    List<Migration> all =
        read("migrations.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Migration::named)
            .toList();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).number() <= all.get(i - 1).number()) {
        throw new IOException(
            "migrations.txt: " + all.get(i).file() + " (expected: ascending numbers)");
      }
    }
    return all;
  }

  private static Migration named(String file) {
    if (!file.matches("[0-9]{4}-[a-z0-9-]+\\.cql")) {
      throw new IllegalArgumentException("migration: " + file + " (expected: NNNN-what.cql)");
    }
    try {
      return new Migration(Integer.parseInt(file.substring(0, 4)), file, read(file));
    } catch (IOException missing) {
      throw new IllegalArgumentException("migration: " + file + " (expected: a file)", missing);
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Migration.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("resource " + name + ": missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  List<String> statements(String keyspace, String replication) {
    String plain = text.replaceAll("--[^\n]*", "");
    return Arrays.stream(plain.split(";\\s*(\n|$)", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .map(
            statement ->
                statement.replace("${keyspace}", keyspace).replace("${replication}", replication))
        .toList();
  }

  /** Tells whether a file was changed after it had been applied. */
  String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
