package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/rfc-support.md says what is there, and all of it. */
class RfcSupportTest {
  private static final Path DOCUMENT = Path.of("../docs/rfc-support.md");
  private static final Path COMMANDS = Path.of("src/main/java/org/yubin/frontend/imap/command");
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

  private record Row(String capability, String file, String transcripts) {}

  @Test
  void everyCapability_hasItsRow() throws IOException {
    TreeSet<String> announced = new TreeSet<>();
    announced.add("IMAP4rev1");
    Extensions.ALL.stream()
        .map(Extension::capability)
        .flatMap(Optional::stream)
        .forEach(announced::add);
    assertThat(rows().stream().map(Row::capability).filter(word -> !word.isEmpty()))
        .containsExactlyInAnyOrderElementsOf(announced);
  }

  @Test
  void everyFile_isThere() throws IOException {
    assertThat(rows()).allSatisfy(row -> assertThat(COMMANDS.resolve(row.file())).isRegularFile());
  }

  @Test
  void everyFolderOfTranscripts_isThere() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    rows().stream().map(Row::transcripts).filter(text -> !text.isEmpty()).forEach(named::add);
    try (Stream<Path> folders = Files.list(TRANSCRIPTS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString())).containsAll(named);
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 7 && cells[3].contains(".java`")) {
        rows.add(new Row(word(cells[1]), word(cells[3]), word(cells[4])));
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static String word(String cell) {
    return cell.replace("`", "").strip();
  }
}
