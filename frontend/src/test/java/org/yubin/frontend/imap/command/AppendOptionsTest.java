package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.persistence.id.EmailId;

class AppendOptionsTest {
  private final AppendOptions.Known known = new AppendOptions.Known();

  private AppendOptions read(String text) throws ImapSyntaxException {
    ImapReader in = new ImapReader(text.getBytes(StandardCharsets.US_ASCII));
    AppendOptions options = AppendOptions.read(in, known);
    assertThat(in.atOpenLiteral()).isTrue();
    return options;
  }

  @Test
  void flagsAndDate_mayBothBeAbsent() throws ImapSyntaxException {
    assertThat(read(" {1}").date()).isEmpty();
    assertThat(read(" (\\Seen) {1}").flags()).isEqualTo(FlagNames.of(SystemFlag.SEEN));
    assertThat(read(" \" 1-Jan-1970 00:00:01 +0000\" {1}").date())
        .isEqualTo(Optional.of(new InternalDate(1, 0)));
  }

  // RFC 4466 §3: append-ext
  @Test
  void optionOfAnExtension_changesTheMessage() throws ImapSyntaxException {
    known.add(
        "X-DAY",
        in -> {
          in.sp();
          long day = in.number();
          return m ->
              new NewMessage(
                  m.emailId(),
                  m.flags(),
                  m.sizeOctets(),
                  new InternalDate(day * 86_400, 0),
                  m.threadId(),
                  m.messageIdHash());
        });
    NewMessage plain =
        new NewMessage(
            new EmailId(new java.util.UUID(1, 2)), FlagNames.NONE, 9, new InternalDate(5, 0), 0, 0);
    AppendOptions options = read(" (\\Seen) x-day 2 X-DAY 3 {1}");
    assertThat(options.applyTo(plain).internalDate()).isEqualTo(new InternalDate(259_200, 0));
    assertThat(read(" {1}").applyTo(plain)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{1}", "  {1}", " (\\Seen){1}", " X-DAY 2 {1}", " \"yesterday\" {1}"})
  void whatIsNoOption_isAnError(String text) {
    assertThatThrownBy(() -> readToLiteral(text)).isInstanceOf(ImapSyntaxException.class);
  }

  private void readToLiteral(String text) throws ImapSyntaxException {
    ImapReader in = new ImapReader(text.getBytes(StandardCharsets.US_ASCII));
    AppendOptions unused = AppendOptions.read(in, known);
    if (!in.atOpenLiteral()) {
      throw in.expected("a literal");
    }
  }
}
