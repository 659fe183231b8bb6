package org.yubin.frontend.auth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.yubin.persistence.directory.AccessEntry;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;

/** The directory as maps, for tests of what stands above it. */
public final class MemoryDirectory implements AccountDirectory {
  private final Map<String, AccountRecord> byName = new ConcurrentHashMap<>();
  private final Map<String, List<AccountId>> byAddress = new ConcurrentHashMap<>();
  private final List<String> domains = Collections.synchronizedList(new ArrayList<>());

  /** All entries of all access logs, oldest first. */
  public final List<AccessEntry> accesses = Collections.synchronizedList(new ArrayList<>());

  /** Set: every question fails. */
  public volatile boolean down;

  private <T> CompletionStage<T> answer(T value) {
    return down
        ? CompletableFuture.failedFuture(new IllegalStateException("the directory is down"))
        : CompletableFuture.completedFuture(value);
  }

  @Override
  public CompletionStage<Optional<AccountRecord>> byName(String name) {
    return answer(Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT))));
  }

  @Override
  public CompletionStage<Optional<AccountRecord>> byId(AccountId id) {
    return answer(byName.values().stream().filter(a -> a.id().equals(id)).findFirst());
  }

  @Override
  public CompletionStage<List<AccountId>> resolve(String address) {
    return answer(byAddress.getOrDefault(address, List.of()));
  }

  @Override
  public CompletionStage<Boolean> create(AccountRecord account, List<String> addresses) {
    byName.put(account.name(), account);
    addresses.forEach(each -> byAddress.put(each, List.of(account.id())));
    return answer(true);
  }

  @Override
  public CompletionStage<Boolean> setCredential(String name, String credential) {
    return change(
        name,
        a -> new AccountRecord(a.id(), a.name(), a.domain(), a.enabled(), credential, a.created()));
  }

  @Override
  public CompletionStage<Boolean> setEnabled(String name, boolean enabled) {
    return change(
        name,
        a -> new AccountRecord(a.id(), a.name(), a.domain(), enabled, a.credential(), a.created()));
  }

  private CompletionStage<Boolean> change(String name, UnaryOperator<AccountRecord> change) {
    return answer(byName.computeIfPresent(name, (key, a) -> change.apply(a)) != null);
  }

  @Override
  public CompletionStage<Boolean> delete(String name) {
    return answer(byName.remove(name) != null);
  }

  @Override
  public CompletionStage<List<AccountRecord>> list() {
    return answer(List.copyOf(byName.values()));
  }

  @Override
  public CompletionStage<Boolean> addAlias(String alias, List<AccountId> targets) {
    byAddress.put(alias, targets);
    return answer(true);
  }

  @Override
  public CompletionStage<Boolean> addDomain(String domain) {
    return answer(domains.add(domain));
  }

  @Override
  public CompletionStage<List<String>> domains() {
    return answer(List.copyOf(domains));
  }

  @Override
  public CompletionStage<Void> recordAccess(AccountId account, AccessEntry entry) {
    accesses.add(entry);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<AccessEntry>> accesses(AccountId account, int limit) {
    return answer(List.copyOf(accesses));
  }
}
