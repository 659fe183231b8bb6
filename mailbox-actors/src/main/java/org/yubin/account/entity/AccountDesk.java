package org.yubin.account.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.account.entity.message.AccountAnswer;
import org.yubin.account.entity.message.AccountMessage;
import org.yubin.account.entity.message.TreePage;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.AccountState;
import org.yubin.entity.Desk;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Owner;
import org.yubin.entity.Residents;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadState;

/**
 * What the gate of an account says. A command that begins a saga is answered when the saga has
 * ended, by asking the model once more: it remembers how.
 */
final class AccountDesk implements Desk<LoggedAccount> {
  private final EntityId id;
  private final Residents<ResidentAccount> residents;
  private final Owner<LoggedAccount, AccountCommand, Result<AccountReply>> owner;
  private final ActorContext<EntityMessage> context;
  private final ResidentAccount resident;
  private final Sagas sagas;

  /**
   * @param residents where it puts itself forward while it serves
   */
  AccountDesk(
      EntityId id,
      Residents<ResidentAccount> residents,
      Owner<LoggedAccount, AccountCommand, Result<AccountReply>> owner,
      ActorContext<EntityMessage> context,
      Sagas sagas) {
    this.id = id;
    this.residents = residents;
    this.owner = owner;
    this.context = context;
    this.resident = new ResidentAccount(context.getSelf(), owner);
    this.sagas = sagas;
  }

  @Override
  public void receive(EntityMessage message) {
    if (message instanceof AccountMessage.Execute asked) {
      execute(asked);
    } else if (message instanceof AccountMessage.ReadTree asked) {
      read(asked);
    } else {
      context.getLog().warn("{}: no message for an account", message.getClass().getName());
    }
  }

  private void execute(AccountMessage.Execute asked) {
    owner.execute(asked.command(), asked.cause(), result -> settle(asked, result));
  }

  private void settle(AccountMessage.Execute asked, Result<AccountReply> result) {
    if (result instanceof Result.Ok<AccountReply> ok
        && ok.value() instanceof AccountReply.Underway underway) {
      if (!sagas.await(underway.saga(), () -> execute(asked))) {
        answer(asked.replyTo(), unavailable("too many wait"));
      }
    } else if (result instanceof Result.Ok<AccountReply> ok
        && ok.value() instanceof AccountReply.Abandoned abandoned) {
      answer(asked.replyTo(), new Result.Refused<>(abandoned.why(), abandoned.detail()));
    } else {
      answer(asked.replyTo(), result);
    }
  }

  private void read(AccountMessage.ReadTree asked) {
    boolean held =
        owner.read(
            account -> {
              AccountState state = account.state();
              answer(
                  asked.replyTo(),
                  state.initialised()
                      ? new Result.Ok<>(
                          TreePage.of(state.tree(), asked.after()),
                          account.tip().at(),
                          state.modSeq())
                      : new Result.Refused<>(Refusal.NONEXISTENT, "account is not initialised"));
            });
    if (!held) {
      answer(asked.replyTo(), unavailable("handing over"));
    }
  }

  @Override
  public void serving(LoggedAccount state, Counters counters) {
    residents.enter(id, resident);
    owner.read(account -> sagas.follow(account.state()));
  }

  @Override
  public void confirmed(LoggedAccount before, LoggedAccount after) {
    sagas.follow(after.state());
  }

  @Override
  public void tick() {
    sagas.tick();
  }

  @Override
  public boolean idle() {
    return sagas.isEmpty();
  }

  @Override
  public HeadState headState(LoggedAccount state) {
    return HeadState.CLOSED;
  }

  @Override
  public Counters counters(LoggedAccount state) {
    return Counters.ZERO;
  }

  @Override
  public void stopped() {
    residents.leave(id, resident);
    sagas.stopped();
  }

  private static Result<AccountReply> unavailable(String detail) {
    return new Result.Refused<>(Refusal.UNAVAILABLE, detail);
  }

  private static void answer(ActorRef<AccountAnswer> to, Result<?> result) {
    to.tell(new AccountAnswer(result));
  }
}
