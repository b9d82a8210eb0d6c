package org.liangzheng.api.identity.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The register of accounts. Sign-in names and password hashes are encrypted. */
public final class Accounts {
  private static final String TABLE = "identity_account";
  private static final String INDEX = "identity_account_index";
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{2,63}");
  private static final String SELECT =
      "select a.id, a.party, a.registered_by, a.must_change, a.disabled_at, a.password,"
          + " a.sign_in_name from identity_account a ";

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;
  private final Passwords passwords;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  Accounts(
      JdbcClient jdbc,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      Passwords passwords,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.indexes = indexes;
    this.rows = rows;
    this.passwords = passwords;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** An account with what signing in needs. */
  record Secret(Account account, Optional<String> hash, String signInName) {}

  /** The hash of a password, computed before a transaction: it takes its time. */
  public record HashedPassword(String phc) {
    @Override
    public String toString() {
      return "HashedPassword[…]";
    }
  }

  /** Of a password that was generated here. */
  public HashedPassword hash(String password) {
    return new HashedPassword(passwords.hash(password));
  }

  /**
   * Makes an account with a password.
   *
   * @param signInName 3 to 64 letters, digits and {@code . _ @ -}; found again whatever its case
   * @param mustChange whether the password is to be changed at first use
   * @throws Problem SIGN_IN_NAME_WRONG, SIGN_IN_NAME_TAKEN
   */
  public Account register(
      UUID id,
      Party person,
      String signInName,
      HashedPassword password,
      boolean mustChange,
      OrganizationId registeredBy) {
    requireName(signInName);
    if (isTaken(signInName)) {
      throw new Problem(PersonProblem.SIGN_IN_NAME_TAKEN);
    }
    transactions.executeWithoutResult(_ -> {
      insert(id, person, registeredBy, signInName, password, mustChange);
      if (!rows.claim(INDEX, "account", signInName, id)) {
        throw new Problem(PersonProblem.SIGN_IN_NAME_TAKEN);
      }
    });
    return get(id);
  }

  /** The account of a person an outside issuer vouches for; made when there is none. */
  public Account ensureFederated(Party person) {
    return findFederated(person.id())
        .orElseGet(() -> {
          UUID id = ids.next();
          insert(id, person, null, null, null, false);
          // Two first sign-ins at once make two accounts of one person, which is no harm.
          return findFederated(person.id()).orElseThrow();
        });
  }

  /**
   * @throws Problem SIGN_IN_NAME_WRONG
   */
  public static void requireName(String signInName) {
    if (!NAME.matcher(signInName).matches()) {
      throw new Problem(PersonProblem.SIGN_IN_NAME_WRONG);
    }
  }

  private void insert(
      UUID id,
      Party person,
      @Nullable OrganizationId registeredBy,
      @Nullable String signInName,
      @Nullable HashedPassword password,
      boolean mustChange) {
    if (!person.isPerson()) {
      throw new IllegalArgumentException("accounts are for natural persons");
    }
    jdbc.sql(
            "insert into identity_account (id, party, registered_by, sign_in_name, password,"
                + " must_change, created_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(id, person.id())
        .param(registeredBy == null ? null : registeredBy.value())
        .param(signInName == null ? null : seal("sign_in_name", id, signInName))
        .param(password == null ? null : seal("password", id, password.phc()))
        .params(mustChange, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  public Optional<Account> find(UUID id) {
    return jdbc.sql(SELECT + "where a.id = ?")
        .param(id)
        .query((row, _) -> read(row).account())
        .optional();
  }

  /** The oldest account with a password of a person. */
  public Optional<Account> ofParty(UUID party) {
    return jdbc.sql(SELECT + "where a.party = ? and a.password is not null order by a.id limit 1")
        .param(party)
        .query((row, _) -> read(row).account())
        .optional();
  }

  /** Whether anybody signs in by this name. */
  public boolean isTaken(String signInName) {
    return find(signInName).isPresent();
  }

  private Account get(UUID id) {
    return find(id).orElseThrow();
  }

  Optional<Secret> find(String signInName) {
    return indexes.find(
        INDEX,
        "index",
        signInName,
        index ->
            jdbc.sql(
                    SELECT
                        + "join identity_account_index i on i.account = a.id"
                        + " where i.index = ? and i.key_version = ?")
                .params(index.value().toByteArray(), index.version())
                .query((row, _) -> read(row))
                .optional());
  }

  /** How the index of sign-in names is keyed anew. */
  BlindIndexTable indexTable() {
    return new BlindIndexTable() {
      @Override
      public String table() {
        return INDEX;
      }

      @Override
      public String owner() {
        return "account";
      }

      @Override
      public List<String> values(UUID owner) {
        return jdbc.sql(SELECT + "where a.id = ? and a.sign_in_name is not null")
            .param(owner)
            .query((row, _) -> read(row).signInName())
            .list();
      }
    };
  }

  private Optional<Account> findFederated(UUID party) {
    return jdbc.sql(SELECT + "where a.party = ? and a.password is null order by a.id limit 1")
        .param(party)
        .query((row, _) -> read(row).account())
        .optional();
  }

  /**
   * Changes the password and ends all sessions of the account but the one it was changed in.
   *
   * @throws Problem PASSWORD_WRONG, PASSWORD_TOO_WEAK
   */
  public void changePassword(Session session, String old, String fresh) {
    Secret secret =
        jdbc.sql(SELECT + "where a.id = ?")
            .param(session.account())
            .query((row, _) -> read(row))
            .single();
    if (secret.hash().isEmpty() || !passwords.matches(old, secret.hash().get())) {
      throw new Problem(PersonProblem.PASSWORD_WRONG);
    }
    Passwords.requireStrong(fresh, secret.signInName());
    if (fresh.equals(old)) {
      throw new Problem(
          PersonProblem.PASSWORD_TOO_WEAK,
          String.valueOf(Passwords.SHORTEST),
          String.valueOf(Passwords.LONGEST));
    }
    String phc = passwords.hash(fresh);
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    transactions.executeWithoutResult(_ -> {
      jdbc.sql("update identity_account set password = ?, must_change = false where id = ?")
          .params(seal("password", session.account(), phc), session.account())
          .update();
      jdbc.sql(
              "update identity_session set ended_at = ? where account = ? and id <> ?"
                  + " and ended_at is null")
          .params(now, session.account(), session.id())
          .update();
    });
  }

  /**
   * No sign-in from now on; sessions and tokens end at once on all nodes.
   *
   * @return whether it was enabled before
   */
  public boolean disable(UUID id) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return Boolean.TRUE.equals(
        transactions.execute(_ -> {
          int rows =
              jdbc.sql(
                      "update identity_account set disabled_at = ? where id = ?"
                          + " and disabled_at is null")
                  .params(now, id)
                  .update();
          jdbc.sql(
                  "update identity_session set ended_at = ? where account = ? and ended_at is null")
              .params(now, id)
              .update();
          return rows == 1;
        }));
  }

  /** How the person wants pages to be, as {@code PageChoice} codes it; empty: never chosen. */
  public Optional<String> pageChoice(UUID id) {
    return jdbc.sql("select page_choice from identity_account where id = ?")
        .param(id)
        .query((row, _) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .flatMap(choice -> choice);
  }

  /** Keeps it; the same again writes nothing. */
  public void keepPageChoice(UUID id, String choice) {
    jdbc.sql(
            "update identity_account set page_choice = ?"
                + " where id = ? and page_choice is distinct from ?")
        .params(choice, id, choice)
        .update();
  }

  private byte[] seal(String column, UUID row, String text) {
    return cipher.encrypt(new Cell(TABLE, column, row), text);
  }

  private Secret read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String authority = row.getString("registered_by");
    OffsetDateTime disabled = row.getObject("disabled_at", OffsetDateTime.class);
    Account account =
        new Account(
            id,
            row.getObject("party", UUID.class),
            Optional.ofNullable(authority).map(OrganizationId::new),
            row.getBoolean("must_change"),
            Optional.ofNullable(disabled).map(OffsetDateTime::toInstant));
    return new Secret(
        account,
        open(id, "password", row.getBytes("password")),
        open(id, "sign_in_name", row.getBytes("sign_in_name")).orElse(""));
  }

  private Optional<String> open(UUID id, String column, byte @Nullable [] sealed) {
    return sealed == null
        ? Optional.empty()
        : Optional.of(cipher.text(new Cell(TABLE, column, id), sealed));
  }
}
