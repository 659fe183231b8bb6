package org.yubin.frontend.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;

class ImapWriterTest {
  private static String written(Consumer<ImapWriter> what) {
    ImapWriter out = new ImapWriter(Unpooled::buffer);
    what.accept(out);
    return out.take().map(b -> b.toString(StandardCharsets.ISO_8859_1)).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|\"abc\"",
        "''|\"\"",
        "a\"b\\c|\"a\\\"b\\\\c\"",
        "NIL|\"NIL\"",
      })
  void shortAsciiStrings_areQuoted(String text, String wire) {
    assertThat(written(out -> out.string(text))).isEqualTo(wire);
  }

  @Test
  void otherStrings_areLiterals() {
    assertThat(written(out -> out.string("a\r\nb"))).isEqualTo("{4}\r\na\r\nb");
    assertThat(written(out -> out.string("ä"))).isEqualTo("{2}\r\n\u00c3\u00a4");
    assertThat(written(out -> out.string(new byte[] {'a', 0}))).isEqualTo("{2}\r\na\u0080");
    assertThat(written(out -> out.string("x".repeat(1024)))).startsWith("\"");
    assertThat(written(out -> out.string("x".repeat(1025)))).startsWith("{1025}\r\n");
  }

  @Test
  void nstrings_mayBeNil() {
    assertThat(written(out -> out.nstring(Optional.empty()))).isEqualTo("NIL");
    assertThat(written(out -> out.nstring(Optional.of("a")))).isEqualTo("\"a\"");
    assertThat(written(out -> out.nstring((String) null))).isEqualTo("NIL");
  }

  @ParameterizedTest
  @CsvSource({
    "INBOX,INBOX",
    "Sent/2024,Sent/2024",
    "'Two words','\"Two words\"'",
    "nil,'\"nil\"'",
    "'','\"\"'",
    "Entwürfe,Entw&APw-rfe",
    "a*b,'\"a*b\"'",
  })
  void mailboxes_areAtomsWherePossible(String name, String wire) {
    assertThat(written(out -> out.mailbox(name))).isEqualTo(wire);
  }

  @Test
  void flags_haveOneOrder() {
    Flags flags =
        Flags.of(SystemFlag.DRAFT, SystemFlag.SEEN, SystemFlag.ANSWERED)
            .withKeyword(1)
            .withKeyword(0);
    KeywordTable table = new KeywordTable(List.of("$Forwarded", "Work"));
    assertThat(written(out -> out.flagList(flags, table, true)))
        .isEqualTo("(\\Answered \\Seen \\Draft $Forwarded Work \\Recent)");
    assertThat(written(out -> out.flagList(Flags.NONE, table, false))).isEqualTo("()");
  }

  @Test
  void text_isOneLineOfAscii() {
    assertThat(written(out -> out.text("a\r\nb ä"))).isEqualTo("a??b ?");
  }

  @Test
  void copyUid_keepsTheOrderOfItsPairs() {
    assertThat(
            ResponseCode.copyUid(
                    new UidValidity(38505),
                    List.of(new Uid(304), new Uid(319), new Uid(320)),
                    List.of(new Uid(3956), new Uid(3957), new Uid(3958)))
                .text())
        .isEqualTo("COPYUID 38505 304,319:320 3956:3958");
    assertThat(ResponseCode.appendUid(new UidValidity(38505), UidSet.of(3955)).text())
        .isEqualTo("APPENDUID 38505 3955");
  }

  @Test
  void burst_isTakenOnce() {
    ImapWriter out = new ImapWriter(Unpooled::buffer);
    assertThat(out.take()).isEmpty();
    out.untagged().atom("OK").crlf();
    assertThat(out.pendingOctets()).isEqualTo(6);
    assertThat(out.take().map(ByteBuf::readableBytes)).contains(6);
    assertThat(out.pendingOctets()).isZero();
  }
}
