package org.liangzheng.api.sharing;

import java.nio.charset.StandardCharsets;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of consents, and of those given beforehand. */
@Repository
class ConsentRows {
  private static final String TABLE = "sharing_consent";
  private static final String SELECT =
      "select id, case_id, party, state, means, decided_by, decided_at, standing, asked_at"
          + " from sharing_consent ";
  private static final String STANDING =
      "select id, party, matter, matter_version, authority, valid_until, granted_at, withdrawn_at"
          + " from sharing_standing_consent ";

  private final JdbcClient database;
  private final FieldCipher cipher;

  ConsentRows(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  Optional<Consent> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(this::read).optional();
  }

  List<Consent> ofCase(UUID caseId) {
    return database.sql(SELECT + "where case_id = ?").param(caseId).query(this::read).list();
  }

  /** Of a party, newest first. */
  List<Consent> of(UUID party, int limit) {
    return database
        .sql(SELECT + "where party = ? order by asked_at desc, id desc limit ?")
        .params(party, limit)
        .query(this::read)
        .list();
  }

  private Consent read(ResultSet row, int number) throws SQLException {
    @Nullable String means = row.getString(5);
    @Nullable OffsetDateTime decided = row.getObject(7, OffsetDateTime.class);
    return new Consent(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        Consent.State.valueOf(row.getString(4)),
        means == null ? null : Consent.Means.valueOf(means),
        row.getObject(6, UUID.class),
        decided == null ? null : decided.toInstant(),
        row.getObject(8, UUID.class),
        row.getObject(9, OffsetDateTime.class).toInstant());
  }

  void insert(Consent consent) {
    Consent.@Nullable Means means = consent.means();
    @Nullable Instant decided = consent.decidedAt();
    database
        .sql(
            "insert into sharing_consent (id, case_id, party, state, means, decided_by, decided_at,"
                + " standing, asked_at) values (:id, :case, :party, :state, :means, :by, :decided,"
                + " :standing, :asked)")
        .param("id", consent.id())
        .param("case", consent.caseId())
        .param("party", consent.party())
        .param("state", consent.state().name())
        .param("means", means == null ? null : means.name())
        .param("by", consent.decidedBy())
        .param("decided", decided == null ? null : decided.atOffset(ZoneOffset.UTC))
        .param("standing", consent.standing())
        .param("asked", consent.askedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Decides, unless somebody else did since; a code there was is void. */
  boolean decide(
      Consent consent, Consent.State state, Consent.@Nullable Means means, UUID by, Instant at) {
    return database
            .sql(
                "update sharing_consent set state = :state, means = :means, decided_by = :by,"
                    + " decided_at = :at, code = null, code_until = null"
                    + " where id = :id and state = :before")
            .param("state", state.name())
            .param("means", means == null ? null : means.name())
            .param("by", by)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("id", consent.id())
            .param("before", consent.state().name())
            .update()
        == 1;
  }

  /** Closes what a case asked for. */
  void end(UUID caseId, Instant at) {
    database
        .sql(
            "update sharing_consent set state = 'ENDED', code = null, code_until = null,"
                + " decided_at = coalesce(decided_at, ?)"
                + " where case_id = ? and state in ('PENDING', 'GRANTED')")
        .params(at.atOffset(ZoneOffset.UTC), caseId)
        .update();
  }

  /** Holds a consent as given until the transaction ends; false if it is not. */
  boolean holdGranted(UUID id) {
    return database
        .sql("select 1 from sharing_consent where id = ? and state = 'GRANTED' for share")
        .param(id)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Puts a code in the place of the one before. */
  boolean setCode(UUID id, String code, UUID by, Instant until) {
    return database
            .sql(
                "update sharing_consent set code = ?, code_by = ?, code_until = ?, code_tries = 0"
                    + " where id = ? and state <> 'GRANTED' and state <> 'ENDED'")
            .params(
                cipher.encrypt(new Cell(TABLE, "code", id), code.getBytes(StandardCharsets.UTF_8)),
                by,
                until.atOffset(ZoneOffset.UTC),
                id)
            .update()
        == 1;
  }

  /** A code that waits at a counter. */
  record Waiting(UUID consent, String code, UUID by) {}

  /** Codes of a case that can be used now. */
  List<Waiting> codes(UUID caseId, Instant now, int mostTries) {
    return database
        .sql(
            "select id, code, code_by from sharing_consent where case_id = ? and code is not null"
                + " and code_until > ? and code_tries < ?")
        .params(caseId, now.atOffset(ZoneOffset.UTC), mostTries)
        .query((row, _) -> {
          UUID id = row.getObject(1, UUID.class);
          return new Waiting(
              id,
              new String(
                  cipher.decrypt(new Cell(TABLE, "code", id), row.getBytes(2)),
                  StandardCharsets.UTF_8),
              row.getObject(3, UUID.class));
        })
        .list();
  }

  /** Counts a wrong code against all codes of a case. */
  void wrongCode(UUID caseId) {
    database
        .sql(
            "update sharing_consent set code_tries = code_tries + 1"
                + " where case_id = ? and code is not null")
        .param(caseId)
        .update();
  }

  /**
   * A consent given beforehand.
   *
   * @param version of the matter that was shown: a new one may ask for more
   * @param validUntil last legal day
   */
  record Standing(
      UUID id,
      UUID party,
      String matter,
      int version,
      OrganizationId authority,
      LocalDate validUntil,
      Instant grantedAt,
      @Nullable Instant withdrawnAt) {}

  void insert(Standing standing, UUID by) {
    database
        .sql(
            "insert into sharing_standing_consent (id, party, matter, matter_version, authority,"
                + " valid_until, granted_by, granted_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            standing.id(),
            standing.party(),
            standing.matter(),
            standing.version(),
            standing.authority().value(),
            standing.validUntil(),
            by,
            standing.grantedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Standing> standing(UUID id) {
    return database.sql(STANDING + "where id = ?").param(id).query(this::readStanding).optional();
  }

  List<Standing> standings(UUID party) {
    return database
        .sql(STANDING + "where party = ? order by granted_at desc, id desc limit 200")
        .param(party)
        .query(this::readStanding)
        .list();
  }

  /** One that covers a case of today. */
  Optional<Standing> standing(
      UUID party, String matter, int version, OrganizationId authority, LocalDate today) {
    return database
        .sql(
            STANDING
                + "where party = ? and matter = ? and matter_version = ? and authority = ?"
                + " and valid_until >= ? and withdrawn_at is null"
                + " order by valid_until desc, id limit 1")
        .params(party, matter, version, authority.value(), today)
        .query(this::readStanding)
        .optional();
  }

  private Standing readStanding(ResultSet row, int number) throws SQLException {
    @Nullable OffsetDateTime withdrawn = row.getObject(8, OffsetDateTime.class);
    return new Standing(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getInt(4),
        new OrganizationId(row.getString(5)),
        row.getObject(6, LocalDate.class),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        withdrawn == null ? null : withdrawn.toInstant());
  }

  /** Sets another last day; false where it is withdrawn, or over on {@code today}. */
  boolean until(UUID standing, LocalDate day, LocalDate today) {
    return database
            .sql(
                "update sharing_standing_consent set valid_until = ?"
                    + " where id = ? and withdrawn_at is null and valid_until >= ?")
            .params(day, standing, today)
            .update()
        == 1;
  }

  /** Withdraws, with what rests on it in open cases; false if it was withdrawn before. */
  boolean withdraw(UUID standing, UUID by, Instant at) {
    OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
    boolean first =
        database
                .sql(
                    "update sharing_standing_consent set withdrawn_at = ?"
                        + " where id = ? and withdrawn_at is null")
                .params(now, standing)
                .update()
            == 1;
    if (first) {
      database
          .sql(
              "update sharing_consent set state = 'WITHDRAWN', decided_by = ?, decided_at = ?"
                  + " where standing = ? and state = 'GRANTED'")
          .params(by, now, standing)
          .update();
    }
    return first;
  }
}
