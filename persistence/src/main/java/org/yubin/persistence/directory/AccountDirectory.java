package org.yubin.persistence.directory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.AccountId;

/**
 * Accounts, addresses, aliases and domains. Names and addresses are compared in lower case and NFC;
 * every method does that itself. Nothing here blocks.
 */
public interface AccountDirectory {
  /** The most targets of an alias, and the most addresses of an account. */
  int MAX_TARGETS = 256;

  CompletionStage<Optional<AccountRecord>> byName(String name);

  CompletionStage<Optional<AccountRecord>> byId(AccountId id);

  /**
   * The accounts that an address or alias stands for; empty if nobody has it. An alias may name an
   * account that is disabled or gone: ask {@link #byId}. {@code user+detail} is the caller's to
   * split.
   */
  CompletionStage<List<AccountId>> resolve(String address);

  /** Makes an account, all or nothing; false if its name or one of the addresses is taken. */
  CompletionStage<Boolean> create(AccountRecord account, List<String> addresses);

  /** False if there is no such account; so for the next two. */
  CompletionStage<Boolean> setCredential(String name, String credential);

  CompletionStage<Boolean> setEnabled(String name, boolean enabled);

  /** Removes the account with its name and addresses; its mail is not touched. */
  CompletionStage<Boolean> delete(String name);

  /** All accounts, by name. For operators: it reads everything. */
  CompletionStage<List<AccountRecord>> list();

  /**
   * Makes an alias, or gives an alias new targets; false if the address is an account's own.
   *
   * @param targets 1..{@link #MAX_TARGETS}
   */
  CompletionStage<Boolean> addAlias(String alias, List<AccountId> targets);

  /** Takes mail for a domain from now on; false if it was taken already. */
  CompletionStage<Boolean> addDomain(String domain);

  /** All domains, sorted. */
  CompletionStage<List<String>> domains();

  /** Adds to the account's access log; entries vanish after their time to live. */
  CompletionStage<Void> recordAccess(AccountId account, AccessEntry entry);

  /** The newest entries of the access log, newest first. */
  CompletionStage<List<AccessEntry>> accesses(AccountId account, int limit);
}
