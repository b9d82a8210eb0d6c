package org.liangzheng.api.identity.mandate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.Representation;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of mandates. Nothing is kept in memory: one that is revoked ends at once on all nodes. */
@Component
class MandateRegister implements Representation {
  private static final String TABLE = "identity_mandate";

  /** Legal days are days in China. */
  private static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");

  private static final int MOST = 1000;
  private static final String SELECT =
      "select id, principal, agent, source, scopes, valid_from, valid_until, recorded_for,"
          + " granted_at, revoked_at from identity_mandate ";

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final Clock clock;

  MandateRegister(JdbcClient jdbc, FieldCipher cipher, Clock clock) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.clock = clock;
  }

  LocalDate today() {
    return day(clock.instant());
  }

  /** The legal day on which an instant falls. */
  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, LEGAL_ZONE);
  }

  @Override
  public boolean mayAct(UUID agent, UUID principal, MandateScope scope) {
    return inForce(agent, principal).stream().anyMatch(one -> one.scopes().contains(scope));
  }

  /** Those by which the agent may act for the principal today. */
  List<Mandate> inForce(UUID agent, UUID principal) {
    return jdbc.sql(
            SELECT
                + "where agent = ? and principal = ? and revoked_at is null"
                + " and valid_from <= ? and valid_until >= ?")
        .params(agent, principal, today(), today())
        .query((row, _) -> read(row))
        .list();
  }

  /** Those the party has given or received, newest first, at most 1,000; also those that ended. */
  List<Mandate> of(UUID party) {
    return jdbc.sql(
            SELECT + "where agent = ? or principal = ? order by granted_at desc, id desc limit ?")
        .params(party, party, MOST)
        .query((row, _) -> read(row))
        .list();
  }

  Optional<Mandate> find(UUID id) {
    return jdbc.sql(SELECT + "where id = ?").param(id).query((row, _) -> read(row)).optional();
  }

  void insert(Mandate mandate, String grantedBy, @Nullable String evidence) {
    jdbc.sql(
            "insert into identity_mandate (id, principal, agent, source, scopes, valid_from,"
                + " valid_until, evidence, granted_by, recorded_for, granted_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            mandate.id(),
            mandate.principal(),
            mandate.agent(),
            mandate.source().name(),
            mandate.scopes().stream().map(Enum::name).sorted().toArray(String[]::new),
            mandate.validFrom(),
            mandate.validUntil())
        .param(evidence == null ? null : seal(mandate.id(), "evidence", evidence))
        .param(grantedBy)
        .param(mandate.recordedFor().map(OrganizationId::value).orElse(null))
        .param(mandate.grantedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * @return whether it was not revoked before
   */
  boolean revoke(UUID id, String by, String reason) {
    return jdbc.sql(
                "update identity_mandate set revoked_at = ?, revoked_by = ?, reason = ?"
                    + " where id = ? and revoked_at is null")
            .params(clock.instant().atOffset(ZoneOffset.UTC), by, seal(id, "reason", reason), id)
            .update()
        == 1;
  }

  private byte[] seal(UUID row, String column, String text) {
    return cipher.encrypt(new Cell(TABLE, column, row), text);
  }

  private static Mandate read(ResultSet row) throws SQLException {
    OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
    Set<MandateScope> scopes = EnumSet.noneOf(MandateScope.class);
    Arrays.stream((Object[]) row.getArray("scopes").getArray())
        .forEach(name -> scopes.add(MandateScope.valueOf(String.valueOf(name))));
    return new Mandate(
        row.getObject("id", UUID.class),
        row.getObject("principal", UUID.class),
        row.getObject("agent", UUID.class),
        Mandate.Source.valueOf(row.getString("source")),
        scopes,
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_until", LocalDate.class),
        Optional.ofNullable(row.getString("recorded_for")).map(OrganizationId::new),
        row.getObject("granted_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(revoked).map(OffsetDateTime::toInstant));
  }
}
