package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
  private static final Cause CAUSE = Script.cause(new RequestId(new UUID(4, 4)));

  @Test
  void retry_getsTheSameReplyAndChangesNothing() {
    Script script = Script.mailbox();
    MailboxReply first = Script.reply(script.run(Script.append(3), CAUSE));
    MailboxState before = script.state();

    Decision again = script.run(Script.append(3), CAUSE);

    assertThat(again).isEqualTo(Decision.answer(first));
    assertThat(script.state()).isSameAs(before);
  }

  @Test
  void reply_isKeptForFiveMinutesOfEvents() {
    Script script = Script.mailbox();
    script.run(Script.append(1), CAUSE);

    script.passMicros(RequestMemory.KEPT_MICROS);
    script.reply(Script.append(1));
    assertThat(script.state().requests().find(CAUSE.request())).isPresent();

    script.passMicros(1);
    script.reply(Script.append(1));
    assertThat(script.state().requests().find(CAUSE.request())).isEmpty();
  }

  @Test
  void replies_areBoundedInNumber() {
    Script script = Script.mailbox();
    script.run(Script.append(1), CAUSE);

    for (int i = 1; i < RequestMemory.MAX_REPLIES; i++) {
      script.reply(Script.append(1));
    }
    assertThat(script.state().requests().find(CAUSE.request())).isPresent();
    assertThat(script.state().requests().size()).isEqualTo(RequestMemory.MAX_REPLIES);

    script.reply(Script.append(1));
    assertThat(script.state().requests().find(CAUSE.request())).isEmpty();
    assertThat(script.state().requests().size()).isEqualTo(RequestMemory.MAX_REPLIES);
  }
}
