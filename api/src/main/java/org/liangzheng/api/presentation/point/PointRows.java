package org.liangzheng.api.presentation.point;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.PublicJwk;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of verifier points as they are read. */
@Repository
class PointRows {
  private static final int MOST = 1000;
  private static final TypeReference<Map<String, @Nullable Object>> JWK = new TypeReference<>() {};

  private static final String SELECT =
      "select id, authority, name_zh, name_en, place_zh, place_en, place_kind, scenes, created_at,"
          + " key, enrolled_at, suspended_at, revoked_at from presentation_point ";

  private final JdbcClient database;
  private final JsonMapper json;

  PointRows(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Optional<VerifierPoint> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query((row, _) -> read(row)).optional();
  }

  /** The point that a code may give a key now, held until the transaction ends. */
  Optional<VerifierPoint> hold(String code, Instant now) {
    return database
        .sql(
            SELECT
                + "where enrolment_hash = ? and enrolment_until > ?"
                + " and revoked_at is null for update")
        .params(EnrolmentCodes.hash(code), now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> read(row))
        .optional();
  }

  /** Whether the code of a point has given it a key. */
  boolean isUsed(UUID point) {
    return database
        .sql("select enrolment_used from presentation_point where id = ?")
        .param(point)
        .query(Boolean.class)
        .single();
  }

  /** The points of an authority, newest first, at most 1,000. */
  List<VerifierPoint> of(OrganizationId authority) {
    return database
        .sql(SELECT + "where authority = ? order by created_at desc, id desc limit ?")
        .params(authority.value(), MOST)
        .query((row, _) -> read(row))
        .list();
  }

  private VerifierPoint read(ResultSet row) throws SQLException {
    String key = row.getString("key");
    return new VerifierPoint(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getString("authority")),
        new Said(row.getString("name_zh"), row.getString("name_en")),
        new Said(row.getString("place_zh"), row.getString("place_en")),
        PlaceKind.valueOf(row.getString("place_kind")),
        texts(row.getArray("scenes")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        key == null ? Optional.empty() : Optional.of(jwk(key)),
        time(row, "enrolled_at"),
        time(row, "suspended_at"),
        time(row, "revoked_at"));
  }

  private PublicJwk jwk(String stored) {
    try {
      return PublicJwk.of(json.readValue(stored, JWK));
    } catch (MalformedException damaged) {
      throw new IllegalStateException("the stored key of a point cannot be read", damaged);
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return List.of((String[]) Objects.requireNonNull(array).getArray());
  }
}
