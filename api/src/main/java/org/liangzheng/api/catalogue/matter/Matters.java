package org.liangzheng.api.catalogue.matter;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published matters; a version never changes once it is there. */
@Service
public class Matters {
  private static final String SELECT =
      """
      select m.id, m.code, m.version, m.definition, m.published_at,
             m.version = (select max(n.version) from catalogue_matter n where n.code = m.code),
             (select w.withdrawn_at from catalogue_matter_withdrawal w where w.matter = m.id)
      from catalogue_matter m
      """;

  private static final String NEWEST =
      "where m.version = (select max(n.version) from catalogue_matter n where n.code = m.code) ";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final JsonMapper json;
  private final Map<Key, Matter> read = new ConcurrentHashMap<>();

  Matters(JdbcClient database, FieldCipher cipher, JsonMapper json) {
    this.database = database;
    this.cipher = cipher;
    this.json = json;
  }

  private record Key(String code, int version) {}

  /** The version by which cases are opened now; none if the matter is withdrawn. */
  public Optional<Matter> current(String code) {
    return database
        .sql(
            """
            select m.version from catalogue_matter m
            where m.code = ?
              and m.version = (select max(version) from catalogue_matter where code = m.code)
              and not exists (select 1 from catalogue_matter_withdrawal where matter = m.id)
            """)
        .param(code)
        .query(Integer.class)
        .optional()
        .map(version -> version(code, version));
  }

  /** A published version, which cases name. */
  public Matter version(String code, int version) {
    return read.computeIfAbsent(
        new Key(code, version),
        key ->
            database
                .sql(SELECT + "where m.code = ? and m.version = ?")
                .params(key.code(), key.version())
                .query(this::row)
                .optional()
                .orElseThrow(() -> new IllegalStateException("a published matter is gone"))
                .matter());
  }

  /** The newest version of each matter, by code; withdrawn ones too. */
  public List<PublishedMatter> list() {
    return database.sql(SELECT + NEWEST + "order by m.code").query(this::row).list();
  }

  /** The newest version of each matter by which cases are opened. */
  public List<Matter> inUse() {
    return list().stream()
        .filter(one -> one.withdrawnAt().isEmpty())
        .map(one -> version(one.code(), one.version()))
        .toList();
  }

  Optional<PublishedMatter> find(UUID id) {
    return database.sql(SELECT + "where m.id = ?").param(id).query(this::row).optional();
  }

  Optional<PublishedMatter> newest(String code) {
    return database.sql(SELECT + NEWEST + "and m.code = ?").param(code).query(this::row).optional();
  }

  List<PublishedMatter> versions(String code) {
    return database
        .sql(SELECT + "where m.code = ? order by m.version desc")
        .param(code)
        .query(this::row)
        .list();
  }

  private PublishedMatter row(ResultSet row, int number) throws SQLException {
    OffsetDateTime withdrawn = row.getObject(7, OffsetDateTime.class);
    return new PublishedMatter(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getInt(3),
        json.readTree(row.getString(4)),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getBoolean(6),
        Optional.ofNullable(withdrawn).map(OffsetDateTime::toInstant));
  }

  /**
   * Publishes the next version, in the transaction of the caller.
   *
   * @param definition checked by the caller
   * @param replaces number of the version that it was written for; 0 for the first
   * @throws Problem MATTER_DRAFT_OUTDATED if there is another version meanwhile
   */
  int publish(UUID id, JsonNode definition, int replaces, Instant now) {
    String code = MatterReader.published(definition, replaces + 1).code();
    lock(code);
    if (newest(code).map(PublishedMatter::version).orElse(0) != replaces) {
      throw new Problem(MatterProblem.MATTER_DRAFT_OUTDATED);
    }
    database
        .sql(
            "insert into catalogue_matter (id, code, version, definition, published_at)"
                + " values (?, ?, ?, ?::jsonb, ?)")
        .params(id, code, replaces + 1, json.writeValueAsString(definition), at(now))
        .update();
    return replaces + 1;
  }

  /**
   * Publishes a matter that comes with a program or a test, without two people, unless it is there
   * already; in the transaction of the caller.
   *
   * @return whether it was published
   * @throws IllegalStateException if the definition is not in its form
   */
  public boolean publishFirst(UUID id, JsonNode definition, Instant now) {
    String code = MatterReader.published(definition, 1).code();
    lock(code);
    if (newest(code).isPresent()) {
      return false;
    }
    var _ = publish(id, definition, 0, now);
    return true;
  }

  /**
   * Withdraws the newest version, in the transaction of the caller: no case is opened by it from
   * then on.
   *
   * @param reason kept encrypted
   */
  void withdraw(PublishedMatter matter, String reason, Instant now) {
    lock(matter.code());
    if (newest(matter.code()).filter(one -> one.id().equals(matter.id())).isEmpty()) {
      throw new Problem(MatterProblem.MATTER_UNKNOWN);
    }
    int rows =
        database
            .sql(
                "insert into catalogue_matter_withdrawal (matter, reason, withdrawn_at)"
                    + " values (?, ?, ?) on conflict do nothing")
            .params(
                matter.id(),
                cipher.encrypt(
                    new Cell("catalogue_matter_withdrawal", "reason", matter.id()),
                    reason.getBytes(StandardCharsets.UTF_8)),
                at(now))
            .update();
    if (rows == 0) {
      throw new Problem(MatterProblem.MATTER_WITHDRAWN_ALREADY);
    }
  }

  private void lock(String code) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a change of the catalogue and its record go together");
    }
    database
        .sql("select pg_advisory_xact_lock(hashtextextended('matter ' || ?, 0))")
        .param(code)
        .query((_, _) -> true)
        .single();
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
