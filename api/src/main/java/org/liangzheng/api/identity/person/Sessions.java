package org.liangzheng.api.identity.person;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sessions of people, in the database: any node serves them, and ending one ends it everywhere. The
 * cookie's 32 random bytes are made at sign-in and never before, so there is none to be fixed in
 * advance; only their SHA-256 is kept.
 */
public final class Sessions {
  private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int SECRET = 32;
  private static final Duration NOTED = Duration.ofMinutes(1);

  /** Kept after its end, for the tokens that name it to be refused by it. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final String SELECT =
      "select s.id, s.account, a.party, s.assurance, s.authenticated_at, s.acting, s.seen_at,"
          + " a.must_change from identity_session s join identity_account a on a.id = s.account"
          + " where s.ended_at is null and a.disabled_at is null and s.ends_at > :now"
          + " and s.seen_at > :idle and ";

  private final JdbcClient jdbc;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random;
  private final Duration life;
  private final Duration idle;

  Sessions(
      JdbcClient jdbc, Ids ids, Clock clock, SecureRandom random, Duration life, Duration idle) {
    this.jdbc = jdbc;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
    this.life = life;
    this.idle = idle;
  }

  /** A session that begins, with its cookie's value. */
  public record Started(UUID id, String cookie) {
    @Override
    public String toString() {
      return "Started[" + id + "]";
    }
  }

  /**
   * Begins a session after a person has proved who it is.
   *
   * @param replaces the session the browser had; it ends
   */
  public Started start(UUID account, Assurance assurance, @Nullable Session replaces) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    UUID id = ids.next();
    OffsetDateTime now = now();
    jdbc.sql(
            "insert into identity_session (id, account, cookie_hash, assurance, authenticated_at,"
                + " seen_at, ends_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(id, account, hash(cookie), assurance.name(), now, now, now.plus(life))
        .update();
    if (replaces != null) {
      end(replaces.id());
    }
    return new Started(id, cookie);
  }

  /** The session of a cookie, if it goes on; notes that it was used. */
  public Optional<Session> find(String cookie) {
    if (!COOKIE.matcher(cookie).matches()) {
      return Optional.empty();
    }
    OffsetDateTime now = now();
    return jdbc.sql(SELECT + "s.cookie_hash = :hash")
        .param("now", now)
        .param("idle", now.minus(idle))
        .param("hash", hash(cookie))
        .query((row, _) -> {
          Instant seen = row.getObject("seen_at", OffsetDateTime.class).toInstant();
          Session session = read(row);
          if (seen.plus(NOTED).isBefore(now.toInstant())) {
            jdbc.sql("update identity_session set seen_at = ? where id = ? and ended_at is null")
                .params(now, session.id())
                .update();
          }
          return session;
        })
        .optional();
  }

  /** In the pages the person acts for that authority from now on; empty: as a holder. */
  public void actFor(Session session, Optional<OrganizationId> authority) {
    jdbc.sql("update identity_session set acting = ? where id = ? and ended_at is null")
        .param(authority.map(OrganizationId::value).orElse(null))
        .param(session.id())
        .update();
  }

  /** Ends it, and with it every token that came of it. */
  public void end(UUID id) {
    jdbc.sql("update identity_session set ended_at = ? where id = ? and ended_at is null")
        .params(now(), id)
        .update();
  }

  /** Drops those that ended a day ago, with their codes. */
  public int forget() {
    OffsetDateTime limit = now().minus(KEPT);
    String gone = "(select id from identity_session where ends_at < ? or ended_at < ?)";
    jdbc.sql("delete from identity_code where session in " + gone).params(limit, limit).update();
    return jdbc.sql("delete from identity_session where id in " + gone)
        .params(limit, limit)
        .update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static byte[] hash(String cookie) {
    return Sha256Digest.of(cookie.getBytes(StandardCharsets.US_ASCII)).value().toByteArray();
  }

  private static Session read(ResultSet row) throws SQLException {
    return new Session(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        row.getObject("party", UUID.class),
        Assurance.valueOf(row.getString("assurance")),
        row.getObject("authenticated_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("acting")).map(OrganizationId::new),
        row.getBoolean("must_change"));
  }
}
