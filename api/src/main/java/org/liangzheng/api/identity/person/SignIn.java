package org.liangzheng.api.identity.person;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signing in by name and password. Whoever fails waits: after five failures 30 seconds, then twice
 * as long each time, at most 15 minutes; kept in the database, so that it holds on all nodes, and
 * for names that nobody has as well, so that waiting tells nothing. Failures are forgotten after a
 * day or a success. An address that fails too often waits on this node.
 */
public final class SignIn {
  private static final String TABLE = "identity_sign_in";
  static final int FREE = 5;
  static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final int LONGEST_NAME = 200;
  private static final int MOST_ADDRESSES = 10_000;
  private static final int BATCH = 1000;

  private final Accounts accounts;
  private final Passwords passwords;
  private final BlindIndex indexes;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final int perAddress;
  private final Cache<String, Failures> addresses =
      Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterWrite(FORGOTTEN).build();

  /** Of an address within the minute that began then. */
  private record Failures(Instant since, int count) {}

  /**
   * @param perAddress failures a minute
   */
  SignIn(
      Accounts accounts,
      Passwords passwords,
      BlindIndex indexes,
      JdbcClient jdbc,
      Clock clock,
      int perAddress) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.indexes = indexes;
    this.jdbc = jdbc;
    this.clock = clock;
    this.perAddress = perAddress;
  }

  /**
   * @return the account, which is enabled
   * @throws Problem SIGN_IN_LOCKED with Retry-After: the password was not looked at; SIGN_IN_FAILED
   */
  public Account check(String name, String password, String address) {
    requireOpen(address);
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || password.length() > Passwords.LONGEST * 2) {
      failed(address);
      throw new Problem(PersonProblem.SIGN_IN_FAILED);
    }
    BlindIndexValue index = indexes.of(TABLE, "index", name);
    byte[] key = index.value().toByteArray();
    requireOpenUnderOtherKeys(name, index);
    // The attempt is counted before the password is tried: attempts at the same moment each count.
    Instant open = count(key, index.version());
    Optional<Accounts.Secret> found = accounts.find(name);
    boolean right = false;
    if (found.isPresent() && found.get().hash().isPresent()) {
      right = passwords.matches(password, found.get().hash().get());
    } else {
      passwords.matchNobody(password);
    }
    if (!right || !found.orElseThrow().account().enabled()) {
      failed(address);
      Problem problem = new Problem(PersonProblem.SIGN_IN_FAILED);
      throw open.isAfter(clock.instant())
          ? problem.withHeader("Retry-After", seconds(open))
          : problem;
    }
    jdbc.sql("delete from identity_sign_in where index = ?").param(key).update();
    return found.get().account();
  }

  /** Counts an attempt as failed until it succeeds; says from when the next one is looked at. */
  private Instant count(byte[] key, int version) {
    Instant now = clock.instant();
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    // One statement: of attempts at the same moment each sees the one before.
    Optional<OffsetDateTime> open =
        jdbc.sql(
                """
                insert into identity_sign_in as s (index, key_version, failures, last_failed_at, open_at)
                values (:key, :version, 1, :now, :now)
                on conflict (index) do update set
                  failures = case when s.last_failed_at < :forgotten then 1
                             else least(s.failures, 1000) + 1 end,
                  last_failed_at = :now,
                  open_at = case when s.last_failed_at < :forgotten or s.failures + 1 < :free
                            then :now
                            else :now + make_interval(secs => least(:longest,
                              :first * power(2, least(s.failures + 1 - :free, 20)))) end
                  where s.open_at <= :now
                returning open_at
                """)
            .param("key", key)
            .param("version", version)
            .param("now", at)
            .param("forgotten", at.minus(FORGOTTEN))
            .param("free", FREE)
            .param("first", (double) FIRST_WAIT.toSeconds())
            .param("longest", (double) LONGEST_WAIT.toSeconds())
            .query(OffsetDateTime.class)
            .optional();
    if (open.isEmpty()) {
      Instant until =
          jdbc.sql("select open_at from identity_sign_in where index = ?")
              .param(key)
              .query(OffsetDateTime.class)
              .optional()
              .map(OffsetDateTime::toInstant)
              .orElse(now);
      throw locked(until);
    }
    return open.get().toInstant();
  }

  /** Who has to wait still does when the key of the names has been replaced meanwhile. */
  private void requireOpenUnderOtherKeys(String name, BlindIndexValue counted) {
    for (BlindIndexValue other : indexes.all(TABLE, "index", name)) {
      if (other.version() != counted.version()) {
        jdbc.sql("select open_at from identity_sign_in where index = ?")
            .param(other.value().toByteArray())
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant)
            .filter(until -> until.isAfter(clock.instant()))
            .ifPresent(until -> {
              throw locked(until);
            });
      }
    }
  }

  private Problem locked(Instant until) {
    return new Problem(PersonProblem.SIGN_IN_LOCKED).withHeader("Retry-After", seconds(until));
  }

  private String seconds(Instant until) {
    Duration left = Duration.between(clock.instant(), until).plusMillis(999);
    return Long.toString(Math.max(1, left.toSeconds()));
  }

  private void requireOpen(String address) {
    Failures failures = addresses.getIfPresent(address);
    if (failures != null && failures.count() >= perAddress) {
      Instant end = failures.since().plus(Duration.ofMinutes(1));
      if (end.isAfter(clock.instant())) {
        throw locked(end);
      }
    }
  }

  private void failed(String address) {
    Instant now = clock.instant();
    var _ =
        addresses
            .asMap()
            .merge(
                address,
                new Failures(now, 1),
                (old, one) ->
                    old.since().plus(Duration.ofMinutes(1)).isAfter(now)
                        ? new Failures(old.since(), old.count() + 1)
                        : one);
  }

  /** Drops failures that count no more. */
  public int forget() {
    int gone = 0;
    int rows;
    do {
      rows =
          jdbc.sql(
                  "delete from identity_sign_in where index in (select index from identity_sign_in"
                      + " where last_failed_at < ? limit ? for update skip locked)")
              .params(clock.instant().minus(FORGOTTEN).atOffset(ZoneOffset.UTC), BATCH)
              .update();
      gone += rows;
    } while (rows == BATCH);
    return gone;
  }
}
