package org.yubin.account.entity;

import akka.actor.typed.RecipientRef;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.account.entity.message.AccountAnswer;
import org.yubin.account.entity.message.AccountMessage;
import org.yubin.account.entity.message.TreePage;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.MailboxTree;
import org.yubin.entity.EntityCaller;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Residents;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.id.AccountId;

/**
 * The accounts behind a route, usually sharding. It repeats what was not answered. A tree that does
 * not fit into one message is read page by page; if it changes meanwhile, from its begin again.
 */
public final class ShardedAccounts implements Accounts {
  /** How often a tree may change while it is read. */
  private static final int MOST_READINGS = 16;

  /** So many mailboxes, of all accounts together, are remembered. */
  private static final int REMEMBERED = 1_000_000;

  private final Residents<ResidentAccount> residents;
  private final Function<AccountId, RecipientRef<EntityMessage>> route;
  private final EntityCaller caller;

  /** A tree, and where in the account's log it was read. */
  private record Seen(MailboxTree tree, Position at) {}

  private final Cache<AccountId, Seen> trees =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(REMEMBERED)
          .weigher((AccountId account, Seen seen) -> 1 + seen.tree().size())
          .build();

  /**
   * @param residents the accounts of this process
   * @param route where the messages for any account go
   */
  ShardedAccounts(
      Residents<ResidentAccount> residents,
      Function<AccountId, RecipientRef<EntityMessage>> route,
      EntityCaller caller) {
    this.residents = residents;
    this.route = route;
    this.caller = caller;
  }

  @Override
  public CompletionStage<Result<AccountReply>> execute(
      AccountId account, AccountCommand command, Cause cause) {
    return caller
        .<AccountAnswer>ask(
            nearest(account),
            () -> route.apply(account),
            to -> new AccountMessage.Execute(command, cause, to),
            ShardedAccounts::isToBeRepeated,
            ShardedAccounts::givenUp)
        .thenApply(answer -> answer.result().map(AccountReply.class::cast));
  }

  @Override
  public CompletionStage<Result<MailboxTree>> tree(AccountId account) {
    Optional<ResidentAccount> resident = residents.find(EntityId.of(account));
    CompletionStage<Result<MailboxTree>> tree =
        resident.isEmpty()
            ? tree(account, MOST_READINGS)
            : resident
                .get()
                .read()
                .thenCompose(
                    read ->
                        read.isPresent() ? done(tree(read.get())) : tree(account, MOST_READINGS));
    return tree.thenApply(
        result -> {
          remember(account, result);
          return result;
        });
  }

  @Override
  public Optional<MailboxTree> remembered(AccountId account) {
    return Optional.ofNullable(trees.getIfPresent(account)).map(Seen::tree);
  }

  private void remember(AccountId account, Result<MailboxTree> result) {
    if (result instanceof Result.Ok<MailboxTree> ok) {
      Seen before = trees.getIfPresent(account);
      if (before == null || !before.at().equals(ok.at())) {
        trees.put(account, new Seen(ok.value(), ok.at()));
      }
    }
  }

  private static Result<MailboxTree> tree(LoggedAccount account) {
    return new Result.Ok<>(account.state().tree(), account.tip().at(), account.state().modSeq());
  }

  private RecipientRef<EntityMessage> nearest(AccountId account) {
    return residents.gate(EntityId.of(account), () -> route.apply(account));
  }

  private CompletionStage<Result<MailboxTree>> tree(AccountId account, int readings) {
    return page(account, Optional.empty())
        .thenCompose(first -> rest(account, first, new ArrayList<>(), readings));
  }

  private CompletionStage<Result<MailboxTree>> rest(
      AccountId account, Result<TreePage> read, List<TreePage.Line> lines, int readings) {
    if (!(read instanceof Result.Ok<TreePage> page)) {
      return done(read.map(none -> MailboxTree.EMPTY));
    }
    lines.addAll(page.value().lines());
    if (page.value().last()) {
      return done(page.map(last -> TreePage.tree(lines)));
    }
    Position at = page.at();
    return page(account, Optional.of(lines.get(lines.size() - 1).name()))
        .thenCompose(
            next -> {
              if (!(next instanceof Result.Ok<TreePage> ok) || ok.at().equals(at)) {
                return rest(account, next, lines, readings);
              }
              return readings > 0
                  ? tree(account, readings - 1)
                  : done(
                      new Result.Refused<>(Refusal.UNAVAILABLE, "tree: changes while it is read"));
            });
  }

  private CompletionStage<Result<TreePage>> page(AccountId account, Optional<String> after) {
    return caller
        .<AccountAnswer>ask(
            nearest(account),
            () -> route.apply(account),
            to -> new AccountMessage.ReadTree(after, to),
            ShardedAccounts::isToBeRepeated,
            ShardedAccounts::givenUp)
        .thenApply(answer -> answer.result().map(TreePage.class::cast));
  }

  private static boolean isToBeRepeated(AccountAnswer answer) {
    return answer.result() instanceof Result.Refused<?> refused
        && refused.why() == Refusal.UNAVAILABLE;
  }

  private static AccountAnswer givenUp() {
    return new AccountAnswer(
        new Result.Refused<>(Refusal.UNAVAILABLE, "account: no answer in time"));
  }

  private static CompletionStage<Result<MailboxTree>> done(Result<MailboxTree> result) {
    return CompletableFuture.completedFuture(result);
  }
}
