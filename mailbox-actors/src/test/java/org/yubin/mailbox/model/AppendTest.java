package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.id.EmailId;

class AppendTest {
  @Test
  void messages_getAscendingUidsAndOneModSeq() {
    Script script = Script.mailbox();

    MailboxReply first = script.reply(Script.append(2, SystemFlag.SEEN));
    MailboxReply second = script.reply(Script.append(1));

    assertThat(first).isEqualTo(new MailboxReply.Appended(Script.VALIDITY, UidSet.of(1, 2)));
    assertThat(second).isEqualTo(new MailboxReply.Appended(Script.VALIDITY, UidSet.of(3)));
    assertThat(script.message(1).modSeq()).isEqualTo(new ModSeq(2));
    assertThat(script.message(2).modSeq()).isEqualTo(new ModSeq(2));
    assertThat(script.message(3).modSeq()).isEqualTo(new ModSeq(3));
    assertThat(script.state().status())
        .isEqualTo(
            new MailboxStatus(
                3, 1, 0, 0, new Uid(4), Script.VALIDITY, new ModSeq(3), 100 + 101 + 100));
  }

  @Test
  void record_holdsWhatWasGivenAndTheTimeOfArrival() {
    Script script = Script.mailbox();

    script.reply(Script.append(1, SystemFlag.DRAFT));

    assertThat(script.message(1))
        .isEqualTo(
            new MessageRecord(
                new Uid(1),
                new ModSeq(2),
                Flags.of(SystemFlag.DRAFT),
                new EmailId(new UUID(3, 0)),
                100,
                new InternalDate(1_700_000_000, 60),
                Script.START.getEpochSecond(),
                5,
                0));
  }

  @Test
  void keyword_keepsItsFirstSpelling() {
    Script script = Script.mailbox();

    script.reply(Script.appendWith("$Forwarded", "Blue"));
    script.reply(Script.appendWith("BLUE", "red"));

    assertThat(script.state().keywords().names()).containsExactly("$Forwarded", "Blue", "red");
    assertThat(script.state().keywords().names(script.message(2).flags()).keywords())
        .containsExactly("Blue", "red");
  }

  @Test
  void keywordBeyondTheTable_refusesTheWholeCommand() {
    Script script = Script.mailbox();
    String[] all = IntStream.range(0, 256).mapToObj(i -> "k" + i).toArray(String[]::new);
    script.reply(Script.appendWith(all));
    MailboxState before = script.state();

    Append two =
        new Append(
            List.of(
                Script.message(1, FlagNames.NONE),
                Script.message(2, new FlagNames(Set.of(), new LinkedHashSet<>(Set.of("more"))))));

    assertThat(script.refusal(two)).isEqualTo(Refusal.LIMIT);
    assertThat(script.refusal(Script.appendWith("x".repeat(129)))).isEqualTo(Refusal.LIMIT);
    assertThat(script.state()).isSameAs(before);
  }

  @Test
  void copies_keepTheirOrderAndNameTheirSource() {
    Script source = Script.mailbox();
    source.reply(Script.appendWith("A", "B"));
    source.reply(Script.append(1, SystemFlag.SEEN));
    Script target = Script.mailbox();
    target.reply(Script.appendWith("b"));
    KeywordTable names = source.state().keywords();

    MailboxReply reply =
        target.reply(
            new AppendCopies(
                Script.HERE,
                List.of(
                    CopiedMessage.of(source.message(2), names),
                    CopiedMessage.of(source.message(1), names))));

    assertThat(reply)
        .isEqualTo(
            new MailboxReply.Copied(
                Script.VALIDITY, List.of(new Uid(2), new Uid(1)), List.of(new Uid(2), new Uid(3))));
    assertThat(target.message(3).emailId()).isEqualTo(source.message(1).emailId());
    assertThat(target.message(3).internalDate()).isEqualTo(source.message(1).internalDate());
    assertThat(target.state().keywords().names()).containsExactly("b", "A");
    assertThat(target.state().keywords().names(target.message(3).flags()).keywords())
        .containsExactlyInAnyOrder("A", "b");
  }

  @Test
  void nothingToAdd_changesNothing() {
    Script script = Script.mailbox(1);
    MailboxState before = script.state();

    script.reply(new Append(List.of()));
    script.reply(new AppendCopies(Script.THERE, List.of()));

    assertThat(script.state()).isSameAs(before);
  }
}
