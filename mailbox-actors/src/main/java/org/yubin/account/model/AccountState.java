package org.yubin.account.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.UidValidity;

/**
 * An account at one moment: its tree, the sagas that are open, and what it remembers of the last
 * requests. Immutable.
 *
 * @param initialised whether the account has begun
 * @param modSeq rises by one with each event
 * @param timeMicros of the last event; events never go back in time
 * @param lastUidValidity the highest that was ever allocated; 0 before the first
 * @param sagas open ones by the request that began them, the oldest first
 */
public record AccountState(
    boolean initialised,
    ModSeq modSeq,
    long timeMicros,
    long lastUidValidity,
    MailboxTree tree,
    Map<RequestId, Saga> sagas,
    RequestMemory memory) {
  /** Most names of a tree, those in the making included; and most subscriptions. */
  public static final int MAX_NAMES = 10_000;

  /** Most sagas that are open at once; they pile up only while mailboxes do not answer. */
  public static final int MAX_SAGAS = 64;

  /** Before the first event. */
  public static final AccountState EMPTY =
      new AccountState(false, ModSeq.ZERO, 0, 0, MailboxTree.EMPTY, Map.of(), RequestMemory.EMPTY);

  public AccountState {
    sagas = Collections.unmodifiableMap(new LinkedHashMap<>(sagas));
  }

  /** Decides a command; a request that is remembered gets the reply that it got. */
  public AccountDecision decide(AccountCommand command, Cause cause, Supplies supplies) {
    Optional<AccountReply> remembered = memory.reply(cause.request());
    if (remembered.isPresent()) {
      return new AccountDecision.Answer(remembered.get());
    }
    if (!initialised && !(command instanceof Initialise) && !(command instanceof RestoreAccount)) {
      return new AccountDecision.Refuse(Refusal.NONEXISTENT, "account is not initialised");
    }
    AccountDecision decision = command.decide(this, cause, supplies);
    if (sagas.size() >= MAX_SAGAS
        && decision instanceof AccountDecision.Persist persist
        && persist.event().reply() instanceof AccountReply.Underway) {
      return new AccountDecision.Refuse(
          Refusal.UNAVAILABLE, "sagas: " + sagas.size() + " (expected: < " + MAX_SAGAS + ")");
    }
    return decision;
  }

  /** The state after {@code event}, which happened at {@code eventMicros}. */
  public AccountState apply(AccountEvent event, long eventMicros) {
    AccountState next = event.applyTo(withTime(Math.max(eventMicros, timeMicros)));
    return next.withMemory(event.cause().request(), event.reply());
  }

  /** A UIDVALIDITY that this account has never had: about the seconds since 1970, and rising. */
  public UidValidity nextUidValidity(long nowMicros) {
    return new UidValidity(Math.max(lastUidValidity + 1, nowMicros / 1_000_000));
  }

  /** Every subscribed name, whether or not a mailbox has it. */
  public NavigableSet<String> subscriptions() {
    return tree.subscriptions();
  }

  /** The open saga that makes a mailbox of this (normal) name. */
  public Optional<Saga> sagaMaking(String name) {
    return sagas.values().stream()
        .filter(saga -> saga.making().stream().anyMatch(m -> m.name().equals(name)))
        .findFirst();
  }

  /** Whether a mailbox, or one in the making, has this use. */
  boolean hasUse(SpecialUse use) {
    return tree.findByUse(use).isPresent()
        || sagas.values().stream()
            .flatMap(saga -> saga.making().stream())
            .anyMatch(making -> making.use().equals(Optional.of(use)));
  }

  /** Why no mailbox can be made under this (normal) name. */
  Optional<AccountDecision> objectionToNew(String name) {
    Optional<String> objection = MailboxNameRules.objection(name);
    if (objection.isPresent()) {
      return refuse(Refusal.CANNOT, objection.get());
    }
    if (sagaMaking(name).isPresent()
        || tree.find(name).filter(MailboxTree.Entry::selectable).isPresent()) {
      return refuse(Refusal.ALREADY_EXISTS, "mailbox exists");
    }
    long superiors =
        MailboxNameRules.superiors(name).stream().filter(s -> tree.find(s).isEmpty()).count();
    long names = tree.size() + sagas.values().stream().mapToLong(s -> s.making().size()).sum();
    return names + superiors + 1 > MAX_NAMES
        ? refuse(Refusal.LIMIT, "mailboxes: " + names + " (expected: < " + MAX_NAMES + ")")
        : Optional.empty();
  }

  /** Why {@code from}, with all below it, cannot move to {@code to}. */
  Optional<AccountDecision> objectionToMovingBelow(String from, String to) {
    if (tree.find(to).isPresent()) {
      return refuse(Refusal.ALREADY_EXISTS, "mailbox exists");
    }
    for (MailboxTree.Entry each : tree.inferiors(from)) {
      String name = to + each.name().substring(from.length());
      Optional<String> objection = MailboxNameRules.objection(name);
      if (objection.isPresent()) {
        return refuse(Refusal.CANNOT, objection.get());
      }
      if (sagaMaking(name).isPresent()) {
        return refuse(Refusal.ALREADY_EXISTS, "mailbox exists");
      }
    }
    return Optional.empty();
  }

  AccountState withInitialised() {
    return new AccountState(true, modSeq, timeMicros, lastUidValidity, tree, sagas, memory);
  }

  AccountState withTree(MailboxTree next) {
    return new AccountState(initialised, modSeq, timeMicros, lastUidValidity, next, sagas, memory);
  }

  AccountState withSaga(Saga saga) {
    Map<RequestId, Saga> open = new LinkedHashMap<>(sagas);
    open.put(saga.request(), saga);
    long highest = saga.making().stream().mapToLong(m -> m.uidValidity().value()).max().orElse(0);
    return new AccountState(
        initialised, modSeq, timeMicros, Math.max(lastUidValidity, highest), tree, open, memory);
  }

  AccountState withSagaEnded(RequestId request) {
    Saga saga = sagas.get(request);
    return saga == null ? this : ended(saga, saga.making(), saga.reply());
  }

  AccountState withSagaAbandoned(RequestId request, AccountReply reply) {
    Saga saga = sagas.get(request);
    return saga == null ? this : ended(saga, saga.keptWhenAbandoned(), reply);
  }

  private AccountState ended(Saga saga, List<NewMailbox> made, AccountReply reply) {
    Map<RequestId, Saga> open = new LinkedHashMap<>(sagas);
    open.remove(saga.request());
    MailboxTree grown = tree;
    for (NewMailbox each : made) {
      grown = grown.withMailbox(each);
    }
    return new AccountState(initialised, modSeq, timeMicros, lastUidValidity, grown, open, memory)
        .withMemory(saga.request(), reply);
  }

  private AccountState withTime(long micros) {
    return new AccountState(
        initialised, modSeq.next(), micros, lastUidValidity, tree, sagas, memory);
  }

  private AccountState withMemory(RequestId request, AccountReply reply) {
    return new AccountState(
        initialised,
        modSeq,
        timeMicros,
        lastUidValidity,
        tree,
        sagas,
        memory.with(request, reply, timeMicros));
  }

  private static Optional<AccountDecision> refuse(Refusal why, String detail) {
    return Optional.of(new AccountDecision.Refuse(why, detail));
  }
}
