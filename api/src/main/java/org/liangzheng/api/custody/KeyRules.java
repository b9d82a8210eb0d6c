package org.liangzheng.api.custody;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of keys: written when a seal's life turns, asked at each signature with a seal. */
final class KeyRules {
  private final JdbcClient jdbc;

  KeyRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sets rule and fuse, in the transaction of the caller if there is one. */
  void write(KeyRef key, KeyRule rule) {
    jdbc.sql(
            """
            insert into custody_key_rule
              (key_ref, enabled, not_after, hours_from, hours_until, matters, actors)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (key_ref) do update set enabled = excluded.enabled,
              not_after = excluded.not_after, hours_from = excluded.hours_from,
              hours_until = excluded.hours_until, matters = excluded.matters,
              actors = excluded.actors
            """)
        .param(key.value())
        .param(rule.enabled())
        .param(rule.notAfter().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
        .param(rule.hours().map(KeyRule.Hours::from).orElse(null))
        .param(rule.hours().map(KeyRule.Hours::until).orElse(null))
        .param(array(rule.matters()))
        .param(array(rule.actors()))
        .update();
    if (rule.perDay().isPresent()) {
      jdbc.sql(
              "insert into custody_fuse (key_ref, origin, per_day) values (?, 'RULE', ?)"
                  + " on conflict (key_ref, origin) do update set per_day = excluded.per_day")
          .params(key.value(), rule.perDay().getAsLong())
          .update();
    } else {
      jdbc.sql("delete from custody_fuse where key_ref = ? and origin = 'RULE'")
          .param(key.value())
          .update();
    }
  }

  private static String[] array(Set<String> values) {
    return values.stream().sorted().toArray(String[]::new);
  }

  Optional<KeyRule> find(KeyRef key) {
    return jdbc.sql(
            "select enabled, not_after, hours_from, hours_until, matters, actors"
                + " from custody_key_rule where key_ref = ?")
        .param(key.value())
        .query((row, _) -> read(row))
        .optional();
  }

  private static KeyRule read(ResultSet row) throws SQLException {
    LocalTime from = row.getObject("hours_from", LocalTime.class);
    OffsetDateTime end = row.getObject("not_after", OffsetDateTime.class);
    return new KeyRule(
        row.getBoolean("enabled"),
        Optional.ofNullable(end).map(OffsetDateTime::toInstant),
        Optional.ofNullable(from).map(start -> new KeyRule.Hours(start, time(row, "hours_until"))),
        set(row.getArray("matters")),
        set(row.getArray("actors")),
        OptionalLong.empty());
  }

  private static LocalTime time(ResultSet row, String column) {
    try {
      return Optional.ofNullable(row.getObject(column, LocalTime.class)).orElseThrow();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Set<String> set(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray())
        .map(String::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Holds an order against the rule of its key. The key of an office seal signs nothing without a
   * rule; who uses it says for which matter.
   *
   * @throws Problem KEY_NOT_ENABLED, KEY_USE_OVER, KEY_OUTSIDE_HOURS, KEY_MATTER_REFUSED,
   *     KEY_ACTOR_REFUSED, KEY_GRANT_MISSING
   */
  void require(SignatureOrder order, Instant now) {
    require(order.key(), order.act(), order.actor(), order.matter(), order.grant(), now);
  }

  /** The same before there is anything to sign. */
  void require(
      KeyRef key,
      SignatureAct act,
      String actor,
      @Nullable String matter,
      @Nullable UUID grant,
      Instant now) {
    if (!act.seals()) {
      return;
    }
    if (grant != null) {
      require(isGranted(grant, key, now), CustodyProblem.KEY_GRANT_MISSING);
    }
    Optional<KeyRule> found = find(key);
    if (found.isEmpty() && act != SignatureAct.SEAL_DOCUMENT) {
      return;
    }
    KeyRule rule = found.orElseThrow(() -> new Problem(CustodyProblem.KEY_NOT_ENABLED));
    require(rule.enabled(), CustodyProblem.KEY_NOT_ENABLED);
    require(
        rule.notAfter().map(end -> !now.isAfter(end)).orElse(true), CustodyProblem.KEY_USE_OVER);
    LocalTime time = LocalTime.ofInstant(now, CustodyProblems.DAY_ZONE);
    require(
        rule.hours().map(hours -> hours.contains(time)).orElse(true),
        CustodyProblem.KEY_OUTSIDE_HOURS);
    require(
        rule.matters().isEmpty() || contains(rule.matters(), matter),
        CustodyProblem.KEY_MATTER_REFUSED);
    require(
        rule.actors().isEmpty() || contains(rule.actors(), actor),
        CustodyProblem.KEY_ACTOR_REFUSED);
  }

  private boolean isGranted(UUID grant, KeyRef key, Instant now) {
    return jdbc.sql(
            "select 1 from custody_key_grant"
                + " where id = ? and key_ref = ? and (not_after is null or not_after > ?)")
        .params(grant, key.value(), now.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * Lets a key serve another authority's acts under a grant, in the transaction of the caller.
   *
   * @param end first instant at which it no longer may
   */
  void grant(UUID grant, KeyRef key, Optional<Instant> end) {
    jdbc.sql("insert into custody_key_grant (id, key_ref, not_after) values (?, ?, ?)")
        .param(grant)
        .param(key.value())
        .param(end.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .update();
  }

  /** Ends a grant, in the transaction of the caller. */
  void endGrant(UUID grant) {
    jdbc.sql("delete from custody_key_grant where id = ?").param(grant).update();
  }

  /** What was granted of a seal's key goes over to the key that takes its place. */
  void carryGrants(KeyRef from, KeyRef to) {
    jdbc.sql("update custody_key_grant set key_ref = ? where key_ref = ?")
        .params(to.value(), from.value())
        .update();
  }

  private static boolean contains(Set<String> allowed, @Nullable String value) {
    return value != null && allowed.contains(value);
  }

  private static void require(boolean holds, CustodyProblem otherwise) {
    if (!holds) {
      throw new Problem(otherwise);
    }
  }
}
