package org.yubin.frontend.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.mime.Section;

class FetchItemsTest {
  private final FetchItems items = new FetchItems();

  @Test
  void macros_standForTheirItems() throws Exception {
    assertThat(read("fast"))
        .containsExactly(RecordItem.FLAGS, RecordItem.INTERNALDATE, RecordItem.SIZE);
    assertThat(read("ALL"))
        .containsExactly(
            RecordItem.FLAGS, RecordItem.INTERNALDATE, RecordItem.SIZE, SummaryItem.ENVELOPE);
    assertThat(read("Full")).endsWith(SummaryItem.ENVELOPE, SummaryItem.BODY);
  }

  @Test
  void itemThatComesTwice_isAnsweredOnce() throws Exception {
    assertThat(read("(RFC822.SIZE FLAGS rfc822.size BODY.PEEK[1] body.peek[1])"))
        .containsExactly(
            RecordItem.SIZE, RecordItem.FLAGS, section(Section.Kind.ALL, List.of(1), false));
  }

  @Test
  void uidFetch_tellsTheUidFirst_unlessItWasAskedFor() throws Exception {
    assertThat(items.read(reader("FLAGS"), true)).containsExactly(RecordItem.UID, RecordItem.FLAGS);
    assertThat(items.read(reader("(FLAGS UID)"), true))
        .containsExactly(RecordItem.FLAGS, RecordItem.UID);
  }

  @Test
  void flagsAndModSeqChange_allElseOfARecordIsFixed() {
    assertThat(RecordItem.values())
        .filteredOn(item -> !item.fixed())
        .containsExactlyInAnyOrder(RecordItem.FLAGS, RecordItem.MODSEQ);
  }

  @Test
  void sections_ofEveryKind() throws Exception {
    assertThat(read("BODY[]")).containsExactly(section(Section.Kind.ALL, List.of(), true));
    assertThat(read("BODY")).containsExactly(SummaryItem.BODY);
    assertThat(read("BODY[TEXT]")).containsExactly(section(Section.Kind.TEXT, List.of(), true));
    assertThat(read("BODY.PEEK[4.2.2.1]"))
        .containsExactly(section(Section.Kind.ALL, List.of(4, 2, 2, 1), false));
    assertThat(read("BODY.PEEK[3.header]"))
        .containsExactly(section(Section.Kind.HEADER, List.of(3), false));
    assertThat(read("BODY.PEEK[1.MIME]"))
        .containsExactly(section(Section.Kind.MIME, List.of(1), false));
    assertThat(read("BODY[HEADER.FIELDS (Date \"From\")]<0.100>"))
        .containsExactly(
            new SectionItem(
                new Section(List.of(), Section.Kind.HEADER_FIELDS, List.of("Date", "From")),
                Optional.of(new Partial(0, 100)),
                true,
                Optional.empty()));
  }

  @Test
  void oldNames_setSeenAsTheyShould() throws Exception {
    assertThat(read("RFC822").get(0).setsSeen()).isTrue();
    assertThat(read("RFC822.TEXT").get(0).setsSeen()).isTrue();
    assertThat(read("RFC822.HEADER").get(0).setsSeen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "()",
        "FLAG",
        "(FLAGS",
        "(FLAGS )",
        "BODY[",
        "BODY[MIME]",
        "BODY[0]",
        "BODY[1.]",
        "BODY[1..2]",
        "BODY[1.HEADERS]",
        "BODY[HEADER.FIELDS]",
        "BODY[HEADER.FIELDS ()]",
        "BODY[]<0>",
        "BODY[]<0.0>",
        "BODY[]<-1.5>",
        "BODY[99999999999]",
        "BODY.PEEK",
        "(ALL FLAGS)",
        "",
      })
  void whatIsNoItem_isASyntaxError(String text) {
    assertThatThrownBy(
            () -> {
              ImapReader in = reader(text);
              items.read(in, false);
              in.end();
            })
        .isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void tooManyItems_areRefused() {
    String many =
        IntStream.rangeClosed(1, FetchItems.MAX_ITEMS + 1)
            .mapToObj(n -> "BODY.PEEK[" + n + "]")
            .collect(Collectors.joining(" ", "(", ")"));
    assertThatThrownBy(() -> read(many)).isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void section_isWrittenAsItWasAskedFor() throws Exception {
    for (String text :
        List.of("[]", "[1.2]", "[1.2.MIME]", "[HEADER.FIELDS.NOT (A \"b c\")]", "[2.TEXT]")) {
      Section section = SectionWords.read(reader(text));
      assertThat(Written.by(out -> SectionWords.write(section, out))).isEqualTo(text);
    }
  }

  private List<FetchItem> read(String text) throws ImapSyntaxException {
    ImapReader in = reader(text);
    List<FetchItem> read = items.read(in, false);
    in.end();
    return read;
  }

  private static SectionItem section(Section.Kind kind, List<Integer> part, boolean setsSeen) {
    return new SectionItem(
        new Section(part, kind, List.of()), Optional.empty(), setsSeen, Optional.empty());
  }

  private static ImapReader reader(String text) {
    return new ImapReader(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
