package org.yubin.persistence.directory;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;

/**
 * The directory in tables of its own. An account is made in the order name, addresses, account row,
 * and deleted in the order addresses, account row, name: whatever breaks off in between can be done
 * again, and a name never leads to half an account.
 */
public final class CassandraAccountDirectory implements AccountDirectory {
  private static final byte DOMAINS = 0;
  private static final int LANES = 8;

  private final Claims names;
  private final Claims addresses;
  private final AccessLog accessLog;
  private final Clock clock;
  private final Prepared nameOf;
  private final Prepared byId;
  private final Prepared insert;
  private final Prepared setCredential;
  private final Prepared setEnabled;
  private final Prepared deleteRow;
  private final Prepared list;
  private final Prepared resolve;
  private final Prepared newAlias;
  private final Prepared changeAlias;
  private final Prepared addDomain;
  private final Prepared domains;

  /** Uses a keyspace whose migrations have run. */
  public CassandraAccountDirectory(Cql cql, IdSource ids, Clock clock) {
    this.names = new Claims(cql, "account_name", "name", "account_id");
    this.addresses = new Claims(cql, "address", "address", "owner");
    this.accessLog = new AccessLog(cql, ids, clock);
    this.clock = clock;
    nameOf = cql.plain("SELECT account_id FROM account_name WHERE name = ?");
    byId = cql.plain("SELECT * FROM account WHERE account_id = ?");
    insert =
        cql.plain(
            "INSERT INTO account"
                + " (account_id, name, domain, enabled, credential, addresses, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    setCredential =
        cql.conditional("UPDATE account SET credential = ? WHERE account_id = ? IF EXISTS");
    setEnabled = cql.conditional("UPDATE account SET enabled = ? WHERE account_id = ? IF EXISTS");
    deleteRow = cql.conditional("DELETE FROM account WHERE account_id = ? IF EXISTS");
    list = cql.plain("SELECT * FROM account");
    resolve = cql.plain("SELECT owner, targets FROM address WHERE address = ?");
    newAlias =
        cql.conditional(
            "INSERT INTO address (address, targets, claimed_at) VALUES (?, ?, ?) IF NOT EXISTS");
    changeAlias =
        cql.conditional(
            "UPDATE address SET targets = ?, claimed_at = ? WHERE address = ?"
                + " IF owner = null AND claimed_at != null");
    addDomain =
        cql.conditional(
            "INSERT INTO domain (part, name, created_at) VALUES (?, ?, ?) IF NOT EXISTS");
    domains = cql.plain("SELECT name FROM domain WHERE part = ?");
  }

  @Override
  public CompletionStage<Optional<AccountRecord>> byName(String name) {
    return nameOf
        .one(DirectoryNames.fold(name))
        .thenCompose(
            row ->
                row.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : byId(new AccountId(uuid(row.get(), "account_id"))));
  }

  @Override
  public CompletionStage<Optional<AccountRecord>> byId(AccountId id) {
    return byId.one(id.value()).thenApply(row -> row.map(CassandraAccountDirectory::account));
  }

  @Override
  public CompletionStage<List<AccountId>> resolve(String address) {
    return resolve
        .one(DirectoryNames.fold(address))
        .thenApply(row -> row.map(CassandraAccountDirectory::targets).orElse(List.of()));
  }

  @Override
  public CompletionStage<Boolean> create(AccountRecord account, List<String> addressList) {
    checkCount("addresses", addressList.size(), 0);
    String name = DirectoryNames.checked(account.name());
    List<String> own = addressList.stream().map(DirectoryNames::checked).distinct().toList();
    UUID id = account.id().value();
    long begun = nowMicros();
    return names
        .claim(name, id, begun)
        .thenCompose(
            mine ->
                mine
                    ? claimAll(account, name, own, begun)
                    : CompletableFuture.completedFuture(false));
  }

  /** Who is too slow gives back in time, before anybody may take the claims over. */
  private CompletionStage<Boolean> claimAll(
      AccountRecord account, String name, List<String> own, long begun) {
    UUID id = account.id().value();
    return Lanes.map(own, 1, address -> addresses.claim(address, id, begun))
        .thenCompose(
            mine -> {
              boolean inTime = nowMicros() - begun < Claims.ABANDONED.toMillis() * 1000 / 2;
              return mine.contains(false) || !inTime
                  ? giveBack(name, own, id)
                  : store(account, name, own);
            });
  }

  private CompletionStage<Boolean> giveBack(String name, List<String> own, UUID id) {
    return Lanes.map(own, LANES, address -> addresses.release(address, id))
        .thenCompose(done -> names.release(name, id))
        .thenApply(done -> false);
  }

  private CompletionStage<Boolean> store(AccountRecord account, String name, List<String> own) {
    return insert
        .write(
            account.id().value(),
            name,
            DirectoryNames.fold(account.domain()),
            account.enabled(),
            account.credential(),
            Set.copyOf(own),
            ChronoUnit.MICROS.between(Instant.EPOCH, account.created()))
        .thenApply(done -> true);
  }

  @Override
  public CompletionStage<Boolean> setCredential(String name, String credential) {
    return change(name, id -> setCredential.applied(credential, id));
  }

  @Override
  public CompletionStage<Boolean> setEnabled(String name, boolean enabled) {
    return change(name, id -> setEnabled.applied(enabled, id));
  }

  private CompletionStage<Boolean> change(
      String name, Function<UUID, CompletionStage<Boolean>> change) {
    return nameOf
        .one(DirectoryNames.fold(name))
        .thenCompose(
            row ->
                row.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : change.apply(uuid(row.get(), "account_id")));
  }

  @Override
  public CompletionStage<Boolean> delete(String name) {
    return change(name, id -> byId.one(id).thenCompose(row -> delete(name, id, row)));
  }

  private CompletionStage<Boolean> delete(String name, UUID id, Optional<Row> row) {
    Set<String> own = row.map(CassandraAccountDirectory::addresses).orElse(Set.of());
    return Lanes.map(List.copyOf(own), LANES, address -> addresses.release(address, id))
        .thenCompose(done -> deleteRow.applied(id))
        .thenCompose(
            deleted -> names.release(DirectoryNames.fold(name), id).thenApply(released -> deleted));
  }

  @Override
  public CompletionStage<List<AccountRecord>> list() {
    return list.all()
        .thenApply(
            rows ->
                rows.stream()
                    .map(CassandraAccountDirectory::account)
                    .sorted(Comparator.comparing(AccountRecord::name))
                    .toList());
  }

  @Override
  public CompletionStage<Boolean> addAlias(String alias, List<AccountId> targets) {
    checkCount("targets", targets.size(), 1);
    String address = DirectoryNames.checked(alias);
    Set<UUID> ids = new HashSet<>();
    targets.forEach(target -> ids.add(target.value()));
    return newAlias
        .applied(address, ids, nowMicros())
        .thenCompose(
            applied ->
                applied
                    ? CompletableFuture.completedFuture(true)
                    : changeAlias.applied(ids, nowMicros(), address));
  }

  @Override
  public CompletionStage<Boolean> addDomain(String domain) {
    return addDomain.applied(DOMAINS, DirectoryNames.checked(domain), nowMicros());
  }

  @Override
  public CompletionStage<List<String>> domains() {
    return domains
        .all(DOMAINS)
        .thenApply(rows -> rows.stream().map(row -> text(row, "name")).toList());
  }

  @Override
  public CompletionStage<Void> recordAccess(AccountId account, AccessEntry entry) {
    return accessLog.add(account, entry);
  }

  @Override
  public CompletionStage<List<AccessEntry>> accesses(AccountId account, int limit) {
    return accessLog.newest(account, limit);
  }

  private static AccountRecord account(Row row) {
    return new AccountRecord(
        new AccountId(uuid(row, "account_id")),
        text(row, "name"),
        text(row, "domain"),
        row.getBoolean("enabled"),
        text(row, "credential"),
        Instant.EPOCH.plus(row.getLong("created_at"), ChronoUnit.MICROS));
  }

  private static List<AccountId> targets(Row row) {
    List<AccountId> accounts = new ArrayList<>();
    if (!row.isNull("owner")) {
      accounts.add(new AccountId(uuid(row, "owner")));
    }
    Set<UUID> targets = row.getSet("targets", UUID.class);
    if (targets != null) {
      targets.forEach(target -> accounts.add(new AccountId(target)));
    }
    return accounts;
  }

  private static Set<String> addresses(Row row) {
    Set<String> found = row.getSet("addresses", String.class);
    return found == null ? Set.of() : found;
  }

  private static UUID uuid(Row row, String column) {
    return Objects.requireNonNull(row.get(column, UUID.class), column);
  }

  private static String text(Row row, String column) {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  private static void checkCount(String what, int count, int least) {
    if (count < least || count > MAX_TARGETS) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d..%d)".formatted(what, count, least, MAX_TARGETS));
    }
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
