package org.yubin.persistence.directory;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.IdSource;

/**
 * Secrets that all nodes share and that outlive them all. One that is missing is made up; if two
 * nodes do so at once, a lightweight transaction lets one of them win.
 */
public final class InstallationSecrets {
  /** Length of every secret. */
  public static final int OCTETS = 32;

  private final IdSource random;
  private final Clock clock;
  private final Prepared read;
  private final Prepared insert;

  /** Uses a keyspace whose migrations have run, and a cryptographic source of ids. */
  public InstallationSecrets(Cql cql, IdSource random, Clock clock) {
    this.random = random;
    this.clock = clock;
    read = cql.plain("SELECT secret FROM installation_secret WHERE name = ?");
    insert =
        cql.conditional(
            "INSERT INTO installation_secret (name, secret, created_at) VALUES (?, ?, ?)"
                + " IF NOT EXISTS");
  }

  /** The secret of that name. */
  public CompletionStage<byte[]> secret(String name) {
    return read.one(name)
        .thenCompose(
            row ->
                row.isPresent()
                    ? CompletableFuture.completedFuture(octets(row.get()))
                    : insert
                        .applied(name, fresh(), micros())
                        .thenCompose(made -> read.one(name))
                        .thenApply(made -> octets(made.orElseThrow())));
  }

  private ByteBuffer fresh() {
    ByteBuffer octets = ByteBuffer.allocate(OCTETS);
    while (octets.hasRemaining()) {
      UUID id = random.next();
      octets.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return octets.flip();
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  private static byte[] octets(Row row) {
    ByteBuffer secret = Objects.requireNonNull(row.getByteBuffer("secret"), "secret");
    byte[] octets = new byte[secret.remaining()];
    secret.get(octets);
    return octets;
  }
}
