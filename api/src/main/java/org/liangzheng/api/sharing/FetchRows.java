package org.liangzheng.api.sharing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.liangzheng.verifier.format.receipt.ReceiptRefusedException;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of fetches, each with its receipt. */
@Repository
class FetchRows {
  private static final String SELECT =
      "select id, case_id, material, party, consent, authority, issuer, licence, type, version,"
          + " form, basis, file, fetched_at, standing, standing_since from sharing_fetch ";

  private final JdbcClient database;
  private final FieldCipher cipher;

  FetchRows(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /**
   * A fetch.
   *
   * @param standing CURRENT, or what became of the licence since
   */
  record Fetch(
      UUID id,
      UUID caseId,
      String material,
      UUID party,
      @Nullable UUID consent,
      OrganizationId authority,
      OrganizationId issuer,
      UUID licence,
      String type,
      int version,
      Form form,
      Basis basis,
      @Nullable UUID file,
      Instant fetchedAt,
      String standing,
      Instant standingSince) {
    /** The word for a licence that is as it was. */
    static final String CURRENT = "CURRENT";
  }

  /**
   * Writes it, and that its material was fetched in its case.
   *
   * @param receipt the receipt's file
   */
  void insert(
      Fetch fetch, String client, boolean foreign, @Nullable LocalDate validUntil, byte[] receipt) {
    OffsetDateTime at = fetch.fetchedAt().atOffset(ZoneOffset.UTC);
    database
        .sql(
            """
            with first as (
              update sharing_case_material set covered = true, first_fetched_at = :at
              where case_id = :case and material = :material and first_fetched_at is null)
            insert into sharing_fetch (id, case_id, material, party, consent, authority, issuer,
              client, licence, foreign_source, type, version, form, basis, file, receipt,
              valid_until, fetched_at, standing, standing_since)
            values (:id, :case, :material, :party, :consent, :authority, :issuer, :client,
              :licence, :foreign, :type, :version, :form, :basis, :file, :receipt, :until, :at,
              'CURRENT', :at)
            """)
        .param("id", fetch.id())
        .param("case", fetch.caseId())
        .param("material", fetch.material())
        .param("party", fetch.party())
        .param("consent", fetch.consent())
        .param("authority", fetch.authority().value())
        .param("issuer", fetch.issuer().value())
        .param("client", client)
        .param("licence", fetch.licence())
        .param("foreign", foreign)
        .param("type", fetch.type())
        .param("version", fetch.version())
        .param("form", fetch.form().name())
        .param("basis", fetch.basis().name())
        .param("file", fetch.file())
        .param("receipt", cipher.encrypt(cell(fetch.id()), receipt))
        .param("until", validUntil)
        .param("at", at)
        .update();
  }

  Optional<Fetch> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(this::read).optional();
  }

  /** The first of a case. */
  List<Fetch> ofCase(UUID caseId, int limit) {
    return database
        .sql(SELECT + "where case_id = ? order by fetched_at, id limit ?")
        .params(caseId, limit)
        .query(this::read)
        .list();
  }

  /** Of a party's licences, newest first. */
  List<Fetch> of(UUID party, int limit) {
    return database
        .sql(SELECT + "where party = ? order by fetched_at desc, id desc limit ?")
        .params(party, limit)
        .query(this::read)
        .list();
  }

  UsageReceipt receipt(UUID id) {
    byte[] sealed =
        database
            .sql("select receipt from sharing_fetch where id = ?")
            .param(id)
            .query(byte[].class)
            .single();
    try {
      return UsageReceipt.read(cipher.decrypt(cell(id), sealed));
    } catch (ReceiptRefusedException damaged) {
      throw new IllegalStateException("a stored receipt does not read back", damaged);
    }
  }

  /** A fetch whose licence changed, in an open case; {@code standing}: how it stands now. */
  record Told(UUID fetch, UUID caseId, OrganizationId authority, String standing) {}

  /**
   * Marks what was fetched of a licence, and tells which of it belongs to open cases. What was
   * superseded once is never current again: then the licence is, by another version.
   */
  List<Told> mark(UUID licence, String standing, Instant at) {
    return database
        .sql(
            """
            with now as (
              select id, case when superseded and :standing = 'CURRENT' then 'SUPERSEDED'
                else :standing end as standing
              from sharing_fetch where licence = :licence),
            marked as (
              update sharing_fetch f set standing = now.standing, standing_since = :at,
                superseded = f.superseded or now.standing = 'SUPERSEDED'
              from now where f.id = now.id and f.standing <> now.standing
              returning f.id, f.case_id, f.authority, f.standing)
            select m.id, m.case_id, m.authority, m.standing from marked m
            join sharing_case c on c.id = m.case_id where c.state = 'OPEN' order by m.id
            """)
        .param("standing", standing)
        .param("licence", licence)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Told(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                new OrganizationId(row.getString(3)),
                row.getString(4)))
        .list();
  }

  /** Licences that ran out since they were fetched; at most a few at a time. */
  List<UUID> expired(LocalDate today, int limit) {
    return database
        .sql(
            "select distinct licence from sharing_fetch where standing = 'CURRENT'"
                + " and valid_until < ? limit ?")
        .params(today, limit)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  private Fetch read(ResultSet row, int number) throws SQLException {
    return new Fetch(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getObject(4, UUID.class),
        row.getObject(5, UUID.class),
        new OrganizationId(row.getString(6)),
        new OrganizationId(row.getString(7)),
        row.getObject(8, UUID.class),
        row.getString(9),
        row.getInt(10),
        Form.valueOf(row.getString(11)),
        Basis.valueOf(row.getString(12)),
        row.getObject(13, UUID.class),
        row.getObject(14, OffsetDateTime.class).toInstant(),
        row.getString(15),
        row.getObject(16, OffsetDateTime.class).toInstant());
  }

  private static Cell cell(UUID id) {
    return new Cell("sharing_fetch", "receipt", id);
  }
}
