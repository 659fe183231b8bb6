package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/rfc-support.md says what is there, and all of it. */
class RfcSupportTest {
  private static final Path DOCUMENT = Path.of("../docs/rfc-support.md");
  private static final Path COMMANDS = Path.of("src/main/java/org/yubin/frontend/imap/command");
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  private static final Path TESTS = Path.of("src/test/java");

  /** The sections of RFC 3501 that ask something of a server. */
  private static final List<String> SECTIONS =
      List.of(
          "2.2.1 2.2.2 2.3.1.1 2.3.1.2 2.3.2 2.3.3 2.3.4 2.3.5 2.3.6 2.4 3 4.1 4.2 4.3 4.4 4.5",
          "5.1 5.1.1 5.1.2 5.1.3 5.2 5.3 5.4 5.5",
          "6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3",
          "6.3.1 6.3.2 6.3.3 6.3.4 6.3.5 6.3.6 6.3.7 6.3.8 6.3.9 6.3.10 6.3.11",
          "6.4.1 6.4.2 6.4.3 6.4.4 6.4.5 6.4.6 6.4.7 6.4.8 6.5.1",
          "7.1 7.2.1 7.2.2 7.2.3 7.2.4 7.2.5 7.2.6 7.3.1 7.3.2 7.4.1 7.4.2 7.5 9");

  /**
   * A row.
   *
   * @param rfcs such as {@code 3501 §6.3.1, §6.3.2} or {@code 5802, 7677}
   * @param shownBy folders of transcripts, and tests
   */
  private record Row(String capability, String rfcs, String file, List<String> shownBy) {
    List<String> numbers() {
      return Pattern.compile("(?<![§.\\d])\\d{3,4}(?![.\\d])")
          .matcher(rfcs)
          .results()
          .map(MatchResult::group)
          .toList();
    }

    List<String> sectionsOf3501() {
      int from = rfcs.indexOf("3501");
      if (from < 0) {
        return List.of();
      }
      String own = rfcs.substring(from + 4).replaceFirst(", \\d{4}.*", "");
      return Pattern.compile("§([\\d.]+)").matcher(own).results().map(m -> m.group(1)).toList();
    }
  }

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
  void everyFile_isThere_andNamesItsRfc() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Row row : rows()) {
      Path file = COMMANDS.resolve(row.file());
      assertThat(file).as(row.toString()).isRegularFile();
      String text = Files.readString(file).replaceAll("\\s+(\\* )?", " ");
      List<String> numbers = row.numbers();
      if (!numbers.isEmpty() && numbers.stream().noneMatch(n -> text.contains("RFC " + n))) {
        silent.add(row.file() + " does not name RFC " + String.join(" or ", numbers));
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void everyFolderOfTranscripts_isInTheTable_andTheOtherWayRound() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    for (Row row : rows()) {
      row.shownBy().stream().filter(name -> !name.endsWith("Test")).forEach(named::add);
    }
    try (Stream<Path> folders = Files.list(TRANSCRIPTS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @Test
  void everyTestInTheTable_isThere() throws IOException {
    for (Row row : rows()) {
      for (String name : row.shownBy()) {
        if (name.endsWith("Test")) {
          assertThat(textsOf(name)).as("%s in %s", name, row).isNotEmpty();
        }
      }
    }
  }

  @Test
  void everySectionOfRfc3501_hasItsRow() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    rows().forEach(row -> named.addAll(row.sectionsOf3501()));
    assertThat(named).containsAll(SECTIONS.stream().flatMap(s -> Stream.of(s.split(" "))).toList());
  }

  @Test
  void everySectionOfRfc3501InTheTable_isShown() throws IOException {
    List<String> unshown = new ArrayList<>();
    for (Row row : rows()) {
      StringBuilder texts = new StringBuilder(String.join("\n", textsOf("rfc3501")));
      for (String name : row.shownBy()) {
        textsOf(name).forEach(texts::append);
      }
      for (String section : row.sectionsOf3501()) {
        Pattern cited = Pattern.compile("§" + Pattern.quote(section) + "(?!\\.?\\d)");
        if (!cited.matcher(texts).find()) {
          unshown.add("§" + section + " is not cited in " + row.shownBy());
        }
      }
    }
    assertThat(unshown).isEmpty();
  }

  /** The transcripts of a folder, or the source of a test. */
  private static List<String> textsOf(String name) throws IOException {
    boolean test = name.endsWith("Test");
    Path root = test ? TESTS : TRANSCRIPTS.resolve(name);
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!test || file.endsWith(name + ".java")) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 7 && cells[3].contains(".java`")) {
        List<String> shownBy =
            Stream.of(word(cells[4]).split(", ")).filter(name -> !name.isEmpty()).toList();
        rows.add(new Row(word(cells[1]), word(cells[2]), word(cells[3]), shownBy));
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static String word(String cell) {
    return cell.replace("`", "").strip();
  }
}
