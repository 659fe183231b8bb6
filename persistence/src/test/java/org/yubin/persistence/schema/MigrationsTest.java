package org.yubin.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.launch.CassandraFixture;

class MigrationsTest {
  private static final CassandraFixture CASSANDRA = CassandraFixture.shared();

  @Test
  void twoNodesThatStartAtOnce_applyEachFileOnce() throws Exception {
    CqlSession session = CASSANDRA.session();
    CassandraSettings settings = CASSANDRA.settings("migrated_at_once");
    CompletableFuture<List<String>> one = migrations(session, settings).run().toCompletableFuture();
    CompletableFuture<List<String>> two = migrations(session, settings).run().toCompletableFuture();
    List<String> applied = new ArrayList<>(get(one));
    applied.addAll(get(two));
    List<String> all = Migration.all().stream().map(Migration::file).toList();
    assertThat(applied).containsExactlyElementsOf(all);
    assertThat(get(migrations(session, settings).run())).isEmpty();
    assertThat(
            session
                .execute(
                    "SELECT table_name FROM system_schema.tables WHERE keyspace_name ="
                        + " 'migrated_at_once'")
                .map(row -> row.getString(0))
                .all())
        .contains(
            "messages", "metadata", "head", "epoch_end", "snapshot_manifest", "snapshot_page");

    session.execute("UPDATE migrated_at_once.schema_migration SET hash = 'other' WHERE number = 1");
    assertThatThrownBy(() -> get(migrations(session, settings).run()))
        .hasMessageContaining("0001-journal.cql: changed since it was applied");
  }

  @Test
  void listNamesEveryFileOfTheFolder() throws IOException {
    try (InputStream list = Migration.class.getResourceAsStream("migrations.txt")) {
      assertThat(list).isNotNull();
    }
    try (Stream<Path> files =
        Files.list(Path.of("src/main/resources/org/yubin/persistence/schema"))) {
      assertThat(Migration.all().stream().map(Migration::file).toList())
          .containsExactlyElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".cql"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void statements_areWithoutCommentsAndPlaceholders() {
    Migration migration =
        new Migration(
            7, "0007-x.cql", "-- a; b\nCREATE ${keyspace}.t ( -- why;\n a int );\n\nALTER x;\n");
    assertThat(migration.statements("k", "{}"))
        .containsExactly("CREATE k.t ( \n a int )", "ALTER x");
  }

  private static Migrations migrations(CqlSession session, CassandraSettings settings) {
    return new Migrations(session, settings, Ids.secure(), InstantSource.system());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(2, TimeUnit.MINUTES);
  }
}
