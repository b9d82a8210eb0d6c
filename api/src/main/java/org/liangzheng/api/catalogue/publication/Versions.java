package org.liangzheng.api.catalogue.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.catalogue.publication.Publishable.Problems;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published versions of one kind, and which are withdrawn; a version never changes. */
public final class Versions {
  private final JdbcClient database;
  private final FieldCipher cipher;
  private final JsonMapper json;
  private final Tables tables;
  private final Problems problems;
  private final String select;
  private final String newest;

  public Versions(
      JdbcClient database, FieldCipher cipher, JsonMapper json, Tables tables, Problems problems) {
    this.database = database;
    this.cipher = cipher;
    this.json = json;
    this.tables = tables;
    this.problems = problems;
    this.newest =
        "v.version = (select max(n.version) from "
            + tables.versions()
            + " n where n.code = v.code)";
    this.select =
        "select v.id, v.code, v.version, v.definition, v.published_at, "
            + newest
            + ", (select w.withdrawn_at from "
            + tables.withdrawals()
            + " w where w."
            + tables.withdrawn()
            + " = v.id) from "
            + tables.versions()
            + " v ";
  }

  /**
   * Where they are.
   *
   * @param versions table with id, code, version, definition, published_at
   * @param withdrawals table with reason (encrypted), withdrawn_at
   * @param withdrawn its column that names the version
   * @param lock first word of the advisory locks
   */
  public record Tables(String versions, String withdrawals, String withdrawn, String lock) {}

  /** One version by its id. */
  public Optional<PublishedVersion> find(UUID id) {
    return database.sql(select + "where v.id = ?").param(id).query(this::read).optional();
  }

  /** One version by its number. */
  public Optional<PublishedVersion> find(String code, int version) {
    return database
        .sql(select + "where v.code = ? and v.version = ?")
        .params(code, version)
        .query(this::read)
        .optional();
  }

  /** The newest version of a code, withdrawn or not. */
  public Optional<PublishedVersion> newest(String code) {
    return database
        .sql(select + "where " + newest + " and v.code = ?")
        .param(code)
        .query(this::read)
        .optional();
  }

  /** Number of the newest version of a code, withdrawn or not; 0 for none. */
  int last(String code) {
    return newest(code).map(PublishedVersion::version).orElse(0);
  }

  /** Number of the version that is used now; none if it is withdrawn. */
  public Optional<Integer> current(String code) {
    return database
        .sql(
            "select v.version from "
                + tables.versions()
                + " v where v.code = ? and "
                + newest
                + " and not exists (select 1 from "
                + tables.withdrawals()
                + " w where w."
                + tables.withdrawn()
                + " = v.id)")
        .param(code)
        .query(Integer.class)
        .optional();
  }

  /** The newest version of each code, by code; withdrawn ones too. */
  public List<PublishedVersion> list() {
    return database.sql(select + "where " + newest + " order by v.code").query(this::read).list();
  }

  /** All versions of a code, newest first. */
  List<PublishedVersion> of(String code) {
    return database
        .sql(select + "where v.code = ? order by v.version desc")
        .param(code)
        .query(this::read)
        .list();
  }

  private PublishedVersion read(ResultSet row, int number) throws SQLException {
    OffsetDateTime withdrawn = row.getObject(7, OffsetDateTime.class);
    return new PublishedVersion(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getInt(3),
        json.readTree(row.getString(4)),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getBoolean(6),
        Optional.ofNullable(withdrawn).map(OffsetDateTime::toInstant));
  }

  /**
   * Publishes the next version of a code, in the transaction of the caller.
   *
   * @param id of the version
   * @param definition checked by the caller
   * @param replaces number of the version that it was written for; 0 for the first
   * @return its number
   * @throws Problem {@link Problems#outdated} if there is another version meanwhile
   */
  int publish(UUID id, String code, JsonNode definition, int replaces, Instant now) {
    lock(code);
    if (last(code) != replaces) {
      throw new Problem(problems.outdated());
    }
    database
        .sql(
            "insert into "
                + tables.versions()
                + " (id, code, version, definition, published_at) values (?, ?, ?, ?::jsonb, ?)")
        .params(id, code, replaces + 1, json.writeValueAsString(definition), at(now))
        .update();
    return replaces + 1;
  }

  /**
   * Publishes what comes with a program or a test, without two people, unless the code is there
   * already; in the transaction of the caller.
   *
   * @param definition checked by the caller
   * @return whether it was published
   */
  public boolean publishFirst(UUID id, String code, JsonNode definition, Instant now) {
    lock(code);
    if (newest(code).isPresent()) {
      return false;
    }
    var _ = publish(id, code, definition, 0, now);
    return true;
  }

  /**
   * Withdraws the newest version of a code, in the transaction of the caller. What was done by it
   * stays as it is; a new version brings the code back.
   *
   * @param reason kept encrypted
   * @throws Problem {@link Problems#unknown} if it is not the newest, {@link
   *     Problems#withdrawnAlready}
   */
  void withdraw(PublishedVersion version, String reason, Instant now) {
    lock(version.code());
    if (newest(version.code()).filter(last -> last.id().equals(version.id())).isEmpty()) {
      throw new Problem(problems.unknown());
    }
    byte[] kept = cipher.encrypt(new Cell(tables.withdrawals(), "reason", version.id()), reason);
    int withdrawn =
        database
            .sql(
                "insert into "
                    + tables.withdrawals()
                    + " ("
                    + tables.withdrawn()
                    + ", reason, withdrawn_at) values (?, ?, ?) on conflict do nothing")
            .params(version.id(), kept, at(now))
            .update();
    if (withdrawn == 0) {
      throw new Problem(problems.withdrawnAlready());
    }
  }

  /** One act at a time on a code; the rows of a code that is not there cannot be locked. */
  private void lock(String code) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a change of the catalogue and its record go together");
    }
    database
        .sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(tables.lock() + " " + code)
        .query((_, _) -> true)
        .single();
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
