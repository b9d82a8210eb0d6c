package org.liangzheng.api.identity.person;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Forgetting;
import org.liangzheng.api.web.SharedLooks;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has which role for which authority. Who may change that is decided elsewhere. */
public final class Roles {
  /** How long another node may go on with a role that was revoked here. */
  static final Duration STALE = Duration.ofSeconds(30);

  private static final int MOST_CACHED = 10_000;
  private static final String SELECT =
      "select id, account, authority, role, proposal, granted_at, revoked_at"
          + " from identity_role_grant ";

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final Clock clock;
  private final Cache<UUID, Map<String, Set<Role>>> cache;

  Roles(JdbcClient jdbc, FieldCipher cipher, Clock clock, Ticker ticker) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MOST_CACHED)
            .expireAfterWrite(STALE)
            .ticker(ticker)
            .build();
  }

  /** As it was at most {@link #STALE} ago. */
  public Set<Role> current(UUID account, OrganizationId authority) {
    return SharedLooks.get(cache, account, this::all)
        .getOrDefault(authority.value(), EnumSet.noneOf(Role.class));
  }

  /** The authorities an account has roles for, by code. */
  public Map<String, Set<Role>> all(UUID account) {
    Map<String, Set<Role>> roles = new TreeMap<>();
    jdbc.sql(SELECT + "where account = ? and revoked_at is null")
        .param(account)
        .query((row, _) -> read(row))
        .list()
        .forEach(grant ->
            roles
                .computeIfAbsent(grant.authority().value(), _ -> EnumSet.noneOf(Role.class))
                .add(grant.role()));
    return roles;
  }

  /** As the database has it now. */
  public boolean holds(UUID account, OrganizationId authority, Role role) {
    return all(account).getOrDefault(authority.value(), EnumSet.noneOf(Role.class)).contains(role);
  }

  /** Whether anybody enabled administers the authority. */
  public boolean isAdministered(OrganizationId authority) {
    return jdbc.sql(
            "select exists (select 1 from identity_role_grant g join identity_account a"
                + " on a.id = g.account where g.authority = ? and g.role = ?"
                + " and g.revoked_at is null and a.disabled_at is null)")
        .params(authority.value(), Role.ADMINISTRATOR.name())
        .query(Boolean.class)
        .single();
  }

  /** All of an authority, newest first, at most 1,000; also those revoked. */
  public List<RoleGrant> list(OrganizationId authority) {
    return jdbc.sql(SELECT + "where authority = ? order by granted_at desc, id desc limit 1000")
        .param(authority.value())
        .query((row, _) -> read(row))
        .list();
  }

  public Optional<RoleGrant> find(UUID id) {
    return jdbc.sql(SELECT + "where id = ?").param(id).query((row, _) -> read(row)).optional();
  }

  /**
   * @return whether it is new; an account has a role for an authority once
   */
  public boolean grant(
      UUID id, UUID account, OrganizationId authority, Role role, @Nullable UUID proposal) {
    int rows =
        jdbc.sql(
                "insert into identity_role_grant (id, account, authority, role, proposal,"
                    + " granted_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(id, account, authority.value(), role.name())
            .param(proposal)
            .param(clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    Forgetting.run(() -> cache.invalidate(account));
    return rows == 1;
  }

  /**
   * Ends at once on this node, within 30 s on others.
   *
   * @return whether it was in force
   */
  public boolean revoke(RoleGrant grant, UUID by, String reason) {
    int rows =
        jdbc.sql(
                "update identity_role_grant set revoked_at = ?, revoked_by = ?, reason = ?"
                    + " where id = ? and revoked_at is null")
            .params(
                clock.instant().atOffset(ZoneOffset.UTC),
                by,
                cipher.encrypt(new Cell("identity_role_grant", "reason", grant.id()), reason),
                grant.id())
            .update();
    Forgetting.run(() -> cache.invalidate(grant.account()));
    return rows == 1;
  }

  private static RoleGrant read(ResultSet row) throws SQLException {
    OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
    return new RoleGrant(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        new OrganizationId(row.getString("authority")),
        Role.valueOf(row.getString("role")),
        Optional.ofNullable(row.getObject("proposal", UUID.class)),
        row.getObject("granted_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(revoked).map(OffsetDateTime::toInstant));
  }
}
