package org.yubin.account.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.Initialise;
import org.yubin.entity.Asked;
import org.yubin.entity.Outcome;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.Ids;

class AccountFaultTest {
  private static final Cause CAUSE =
      new Cause(
          new AccountId(new UUID(1, 2)),
          "ann",
          "s",
          "127.0.0.1:1",
          "",
          "LOGIN",
          new RequestId(new UUID(3, 4)));

  /** RFC 5530 §3: who asked is not told that it can never be done. */
  @Test
  void faultInACommand_isRefusedAsAFault_andNothingIsWritten() {
    InstantSource broken =
        () -> {
          throw new IllegalStateException("planted");
        };
    AccountModel model = new AccountModel(broken, Ids.secure());
    List<Asked<AccountCommand>> batch = List.of(new Asked<>(new Initialise(), CAUSE));
    Outcome<LoggedAccount, Result<AccountReply>> outcome = model.decide(model.empty(), 1, batch);
    assertThat(outcome.records()).isEmpty();
    assertThat(outcome.answers())
        .containsExactly(new Result.Refused<>(Refusal.FAULT, "internal fault"));
  }
}
