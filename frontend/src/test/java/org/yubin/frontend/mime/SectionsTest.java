package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yubin.frontend.mime.Section.Kind;

/** The example of RFC 9051 §6.4.5.1 (resource rfc9051-parts), and what is not there. */
class SectionsTest {
  private static final byte[] EXAMPLE = Sample.of("rfc9051-parts").message();

  /** The octets of a section; "none" if it does not exist. */
  private static String fetch(byte[] message, Section section) {
    Optional<Sections.Range> range = Sections.find(Summaries.scan(message).body(), section);
    return range
        .map(
            r -> {
              byte[] octets =
                  Arrays.copyOfRange(message, (int) r.offset(), (int) (r.offset() + r.octets()));
              byte[] chosen = r.selection().map(s -> s.from(octets)).orElse(octets);
              return new String(chosen, ISO_8859_1);
            })
        .orElse("none");
  }

  private static String fetch(String message, Kind kind, Integer... part) {
    return fetch(message.getBytes(ISO_8859_1), Section.of(kind, part));
  }

  private static Section section(String numbers, Kind kind) {
    List<Integer> part = Arrays.stream(numbers.split("\\.")).map(Integer::valueOf).toList();
    return new Section(part, kind, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "1, part 1",
    "2, part 2",
    "3.1, part 3.1",
    "3.2, part 3.2",
    "4.1, part 4.1",
    "4.2.1, part 4.2.1",
    "4.2.2.1, part 4.2.2.1",
    "4.2.2.2, part 4.2.2.2",
    "5, none",
    "0, none",
    "1.1, none",
    "3.3, none",
    "3.1.1, none",
    "4.2.2.2.1, none",
    "2147483647, none"
  })
  void partNumbers_leadToParts(String numbers, String body) {
    assertThat(fetch(EXAMPLE, section(numbers, Kind.ALL))).isEqualTo(body);
  }

  @Test
  void messageParts_haveHeaderAndText() {
    String header = fetch(EXAMPLE, section("3", Kind.HEADER));
    String text = fetch(EXAMPLE, section("3", Kind.TEXT));
    assertThat(header).startsWith("Subject: part 3\r\n").endsWith("boundary=three\r\n\r\n");
    assertThat(text).startsWith("--three\r\n").endsWith("\r\n--three--");
    assertThat(fetch(EXAMPLE, section("3", Kind.ALL))).isEqualTo(header + text);
    assertThat(fetch(EXAMPLE, section("4.2", Kind.HEADER))).startsWith("Subject: part 4.2\r\n");
    assertThat(fetch(EXAMPLE, section("4.2", Kind.TEXT))).startsWith("--fourtwo\r\n");
  }

  @Test
  void partsThatAreNoMessages_haveNoHeaderOrText() {
    for (Kind kind : List.of(Kind.HEADER, Kind.TEXT, Kind.HEADER_FIELDS, Kind.HEADER_FIELDS_NOT)) {
      assertThat(fetch(EXAMPLE, section("1", kind))).isEqualTo("none");
      assertThat(fetch(EXAMPLE, section("4", kind))).isEqualTo("none");
    }
  }

  @Test
  void mimeHeader_isThatOfThePart() {
    assertThat(fetch(EXAMPLE, section("4.1", Kind.MIME)))
        .isEqualTo("Content-Type: image/gif\r\n\r\n");
    assertThat(fetch(EXAMPLE, section("3", Kind.MIME)))
        .isEqualTo("Content-Type: message/rfc822\r\n\r\n");
    assertThat(fetch(EXAMPLE, Section.of(Kind.MIME))).isEqualTo("none");
  }

  @Test
  void headerFieldsOfNestedMessage_areChosen() {
    assertThat(fetch(EXAMPLE, new Section(List.of(3), Kind.HEADER_FIELDS, List.of("x-fold", "To"))))
        .isEqualTo("X-Fold: a\r\n b\r\n\r\n");
    assertThat(
            fetch(
                EXAMPLE,
                new Section(List.of(3), Kind.HEADER_FIELDS_NOT, List.of("CONTENT-TYPE", "x-fold"))))
        .isEqualTo("Subject: part 3\r\n\r\n");
  }

  @Test
  void plainMessage_hasOnlyPartOne() {
    String message = "Subject: x\r\n\r\nbody\r\n";
    assertThat(fetch(message, Kind.ALL)).isEqualTo(message);
    assertThat(fetch(message, Kind.HEADER)).isEqualTo("Subject: x\r\n\r\n");
    assertThat(fetch(message, Kind.TEXT)).isEqualTo("body\r\n");
    assertThat(fetch(message, Kind.ALL, 1)).isEqualTo("body\r\n");
    assertThat(fetch(message, Kind.MIME, 1)).isEqualTo("Subject: x\r\n\r\n");
    assertThat(fetch(message, Kind.HEADER, 1)).isEqualTo("none");
    assertThat(fetch(message, Kind.ALL, 1, 1)).isEqualTo("none");
    assertThat(fetch(message, Kind.ALL, 2)).isEqualTo("none");
  }

  @Test
  void messageThatIsAMessage_hasItAsPartOne() {
    String inner = "Subject: inner\r\n\r\ntext";
    String message = "Content-Type: message/rfc822\r\n\r\n" + inner;
    assertThat(fetch(message, Kind.ALL, 1)).isEqualTo(inner);
    assertThat(fetch(message, Kind.HEADER, 1)).isEqualTo("Subject: inner\r\n\r\n");
    assertThat(fetch(message, Kind.TEXT, 1)).isEqualTo("text");
    assertThat(fetch(message, Kind.ALL, 1, 1)).isEqualTo("text");
    assertThat(fetch(message, Kind.ALL, 1, 1, 1)).isEqualTo("none");
    assertThat(fetch(message, Kind.TEXT)).isEqualTo(inner);
  }

  @Test
  void emptyMessage_hasEmptySections() {
    for (Kind kind : List.of(Kind.ALL, Kind.HEADER, Kind.TEXT, Kind.HEADER_FIELDS)) {
      assertThat(fetch("", kind)).isEmpty();
    }
    assertThat(fetch("", Kind.ALL, 1)).isEmpty();
  }
}
