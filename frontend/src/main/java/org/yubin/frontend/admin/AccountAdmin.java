package org.yubin.frontend.admin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.account.entity.Accounts;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.Initialise;
import org.yubin.frontend.auth.Credentials;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;

/** What an operator does to accounts. Every change is safe to repeat. */
public final class AccountAdmin {
  private static final int MAX_NAME_CHARS = 254;
  private static final int MAX_PASSWORD_CHARS = 1_024;

  private final AccountDirectory directory;
  private final Accounts accounts;
  private final Credentials credentials;
  private final IdSource ids;
  private final InstantSource clock;
  private final String domain;

  /**
   * @param domain of the address that an account named without one gets beside its bare name
   */
  public AccountAdmin(
      AccountDirectory directory,
      Accounts accounts,
      Credentials credentials,
      IdSource ids,
      InstantSource clock,
      String domain) {
    this.directory = directory;
    this.accounts = accounts;
    this.credentials = credentials;
    this.ids = ids;
    this.clock = clock;
    this.domain = domain;
  }

  /** How a change went. */
  public enum Kind {
    DONE,
    INVALID,
    MISSING,
    TAKEN,
    UNAVAILABLE
  }

  /**
   * The outcome of one change.
   *
   * @param text the account's name when done, else why not
   * @param madePassword the password that was made up, if one was
   */
  public record Outcome(Kind kind, String text, Optional<String> madePassword) {
    static Outcome done(String name, Optional<String> madePassword) {
      return new Outcome(Kind.DONE, name, madePassword);
    }

    static Outcome refused(Kind kind, String text) {
      return new Outcome(kind, text, Optional.empty());
    }
  }

  /** An account as it is listed. */
  public record Listed(String name, String id, boolean enabled, String created) {}

  /** All accounts. */
  public CompletionStage<List<Listed>> list() {
    return directory
        .list()
        .thenApply(
            all ->
                all.stream()
                    .map(
                        one ->
                            new Listed(
                                one.name(),
                                one.id().toString(),
                                one.enabled(),
                                one.created().toString()))
                    .toList());
  }

  /**
   * Makes an account with its default mailboxes. The directory's row is written last: before it,
   * nobody can reach the account.
   *
   * @param password made up if empty
   */
  public CompletionStage<Outcome> add(String name, Optional<String> password) {
    Optional<String> wrong =
        wrongName(name).or(() -> password.flatMap(AccountAdmin::wrongPassword));
    if (wrong.isPresent()) {
      return done(Outcome.refused(Kind.INVALID, wrong.get()));
    }
    return directory
        .byName(name)
        .thenCompose(
            found -> {
              if (found.isPresent()) {
                return done(Outcome.refused(Kind.TAKEN, name + ": there is such an account"));
              }
              AccountId id = ids.newAccountId();
              return accounts
                  .execute(id, new Initialise(), cause(id))
                  .thenCompose(made -> register(made, id, name, password));
            });
  }

  private CompletionStage<Outcome> register(
      Result<AccountReply> made, AccountId id, String name, Optional<String> given) {
    if (made instanceof Result.Refused<AccountReply> refused) {
      return done(Outcome.refused(Kind.UNAVAILABLE, refused.why() + ": " + refused.detail()));
    }
    String password = given.orElseGet(credentials::randomPassword);
    return credentials
        .hash(password.toCharArray())
        .thenCompose(credential -> create(id, name, true, credential))
        .thenApply(
            created ->
                created
                    ? Outcome.done(
                        name, given.isPresent() ? Optional.empty() : Optional.of(password))
                    : Outcome.refused(Kind.TAKEN, name + ": name or address is taken"));
  }

  private CompletionStage<Boolean> create(
      AccountId id, String name, boolean enabled, String credential) {
    List<String> addresses = new ArrayList<>(List.of(name));
    if (name.indexOf('@') < 0) {
      addresses.add(name + "@" + domain);
    }
    String accountDomain = name.indexOf('@') < 0 ? domain : name.substring(name.indexOf('@') + 1);
    return directory.create(
        new AccountRecord(id, name, accountDomain, enabled, credential, clock.instant()),
        addresses);
  }

  /**
   * Gives an account that was restored its row in the directory: from now on it can be reached.
   *
   * @param credential as the directory had it; absent: the password counts
   * @param password made up if neither is given
   */
  CompletionStage<Outcome> adopt(
      AccountId id,
      String name,
      boolean enabled,
      Optional<String> credential,
      Optional<String> password) {
    Optional<String> wrong =
        wrongName(name).or(() -> password.flatMap(AccountAdmin::wrongPassword));
    if (wrong.isPresent()) {
      return done(Outcome.refused(Kind.INVALID, wrong.get()));
    }
    boolean keeps = credential.isPresent() && password.isEmpty();
    String text = password.orElseGet(credentials::randomPassword);
    CompletionStage<String> stored =
        keeps
            ? CompletableFuture.completedFuture(credential.orElseThrow())
            : credentials.hash(text.toCharArray());
    Optional<String> told = keeps || password.isPresent() ? Optional.empty() : Optional.of(text);
    return stored
        .thenCompose(hash -> create(id, name, enabled, hash))
        .thenApply(
            created ->
                created
                    ? Outcome.done(name, told)
                    : Outcome.refused(Kind.TAKEN, name + ": name or address is taken"));
  }

  /** Makes the account unless there is one of that name; the existing one stays as it is. */
  public CompletionStage<Outcome> addIfMissing(String name, String password) {
    return add(name, Optional.of(password))
        .thenApply(
            outcome ->
                outcome.kind() == Kind.TAKEN ? Outcome.done(name, Optional.empty()) : outcome);
  }

  /**
   * Sets the password.
   *
   * @param password made up if empty
   */
  public CompletionStage<Outcome> setPassword(String name, Optional<String> password) {
    Optional<String> wrong = password.flatMap(AccountAdmin::wrongPassword);
    if (wrong.isPresent()) {
      return done(Outcome.refused(Kind.INVALID, wrong.get()));
    }
    String text = password.orElseGet(credentials::randomPassword);
    Optional<String> told = password.isPresent() ? Optional.empty() : Optional.of(text);
    return credentials
        .hash(text.toCharArray())
        .thenCompose(credential -> directory.setCredential(name, credential))
        .thenApply(changed -> changed ? Outcome.done(name, told) : missing(name));
  }

  /** Lets an account log in and get mail, or not. */
  public CompletionStage<Outcome> setEnabled(String name, boolean enabled) {
    return directory
        .setEnabled(name, enabled)
        .thenApply(changed -> changed ? Outcome.done(name, Optional.empty()) : missing(name));
  }

  /** Takes the account out of the directory; its name and addresses are free again. */
  public CompletionStage<Outcome> delete(String name) {
    return directory
        .delete(name)
        .thenApply(changed -> changed ? Outcome.done(name, Optional.empty()) : missing(name));
  }

  private Cause cause(AccountId id) {
    return new Cause(id, "operator", "admin", "", "", "ACCOUNT ADD", new RequestId(newRequest()));
  }

  private UUID newRequest() {
    return ids.next();
  }

  private static Outcome missing(String name) {
    return Outcome.refused(Kind.MISSING, name + ": no such account");
  }

  private static Optional<String> wrongName(String name) {
    boolean fits =
        !name.isEmpty()
            && name.length() <= MAX_NAME_CHARS
            && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "/\\\"<>(),;:".indexOf(c) >= 0)
            && name.indexOf('@') == name.lastIndexOf('@')
            && !name.startsWith("@")
            && !name.endsWith("@")
            && name.indexOf('+') < 0;
    return fits
        ? Optional.empty()
        : Optional.of(
            "name: %s (expected: 1 to %d characters, NAME or NAME@DOMAIN, no blanks, no +)"
                .formatted(name, MAX_NAME_CHARS));
  }

  private static Optional<String> wrongPassword(String password) {
    return !password.isEmpty() && password.length() <= MAX_PASSWORD_CHARS
        ? Optional.empty()
        : Optional.of("password: expected 1 to " + MAX_PASSWORD_CHARS + " characters");
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
