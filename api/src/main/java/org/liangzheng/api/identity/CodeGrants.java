package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Authorization codes and the grants their tokens name. A code is found by its SHA-256 and spent by
 * one statement, so that of two exchanges one wins on whichever nodes they run.
 */
final class CodeGrants {
  private static final String SELECT =
      """
      select c.id, c.app, c.authority, c.scopes, c.redirect_uri, c.challenge, c.issued_at,
             c.expires_at, c.spent_at, s.id as session, s.account, a.party, s.assurance,
             s.authenticated_at, a.must_change
      from identity_code c
      join identity_session s on s.id = c.session
      join identity_account a on a.id = s.account
      join identity_app p on p.id = c.app
      where s.ended_at is null and s.ends_at > :now and a.disabled_at is null
        and p.disabled_at is null and c.revoked_at is null and
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  CodeGrants(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One code, of a session that goes on.
   *
   * @param authority the person acts for; empty: as a holder
   */
  record Grant(
      UUID id,
      String app,
      Session session,
      Optional<OrganizationId> authority,
      Set<Scope> scopes,
      String redirectUri,
      String challenge,
      Instant issuedAt,
      Instant expiresAt,
      boolean spent) {}

  void insert(String code, Grant grant) {
    jdbc.sql(
            "insert into identity_code (id, code_hash, app, session, authority, scopes,"
                + " redirect_uri, challenge, issued_at, expires_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(grant.id(), hash(code), grant.app(), grant.session().id())
        .param(grant.authority().map(OrganizationId::value).orElse(null))
        .params(
            Scope.wires(grant.scopes()).toArray(String[]::new),
            grant.redirectUri(),
            grant.challenge(),
            grant.issuedAt().atOffset(ZoneOffset.UTC),
            grant.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Grant> ofCode(String code) {
    return find("c.code_hash = :key", hash(code));
  }

  /** What a token's grant is now; nothing when its session, account, app or itself has ended. */
  Optional<Grant> find(UUID id) {
    return find("c.id = :key", id);
  }

  private Optional<Grant> find(String where, Object key) {
    return jdbc.sql(SELECT + " " + where)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("key", key)
        .query((row, _) -> read(row))
        .optional();
  }

  /**
   * @return whether this is its first use
   */
  boolean spend(UUID id) {
    return jdbc.sql("update identity_code set spent_at = ? where id = ? and spent_at is null")
            .params(clock.instant().atOffset(ZoneOffset.UTC), id)
            .update()
        == 1;
  }

  /**
   * A code came again: one of the two who had it is a thief, so its tokens end (RFC 6749 §4.1.2).
   */
  void revoke(UUID id) {
    jdbc.sql("update identity_code set revoked_at = ? where id = ? and revoked_at is null")
        .params(clock.instant().atOffset(ZoneOffset.UTC), id)
        .update();
  }

  private static byte[] hash(String code) {
    return Sha256Digest.of(code.getBytes(StandardCharsets.UTF_8)).value().toByteArray();
  }

  private static Grant read(ResultSet row) throws SQLException {
    Optional<OrganizationId> authority =
        Optional.ofNullable(row.getString("authority")).map(OrganizationId::new);
    return new Grant(
        row.getObject("id", UUID.class),
        row.getString("app"),
        new Session(
            row.getObject("session", UUID.class),
            row.getObject("account", UUID.class),
            row.getObject("party", UUID.class),
            Assurance.valueOf(row.getString("assurance")),
            row.getObject("authenticated_at", OffsetDateTime.class).toInstant(),
            authority,
            row.getBoolean("must_change")),
        authority,
        Scope.known(strings(row.getArray("scopes"))),
        row.getString("redirect_uri"),
        row.getString("challenge"),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("spent_at", OffsetDateTime.class) != null);
  }

  private static List<String> strings(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
  }
}
