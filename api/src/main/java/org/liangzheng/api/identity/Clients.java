package org.liangzheng.api.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The register of clients. */
public final class Clients {

  /** How long another node may go on serving a client that was disabled here. */
  static final Duration STALE = Duration.ofSeconds(30);

  private static final int MOST_CACHED = 10_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
  private static final int LONGEST_NAME = 200;
  private static final TypeReference<List<Map<String, @Nullable Object>>> KEYS =
      new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final Cache<String, Optional<Client>> cache;

  Clients(JdbcClient jdbc, JsonMapper json, Clock clock, Ticker ticker) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MOST_CACHED)
            .expireAfterWrite(STALE)
            .ticker(ticker)
            .build();
  }

  /**
   * Registers a client, or brings name, key and scopes of a registered one to what is said here;
   * the same call twice changes nothing. One that was disabled stays so.
   *
   * @param id 1 to 64 letters, digits and {@code . _ ~ -}
   * @param name for people, 1 to 200 characters
   * @param key the public key of its assertions, in place of earlier ones
   * @throws IllegalArgumentException if id or name is of another form, or the id is registered for
   *     another authority: a client does not change hands
   */
  public void register(
      String id, String name, OrganizationId authority, PublicJwk key, Set<Scope> scopes) {
    if (!isId(id) || name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a client's id or name is not of its form");
    }
    int rows =
        jdbc.sql(
                """
                insert into identity_client as c (id, name, authority, keys, scopes, created_at)
                values (:id, :name, :authority, :keys::jsonb, :scopes, :now)
                on conflict (id) do update
                  set name = excluded.name, keys = excluded.keys, scopes = excluded.scopes
                  where c.authority = excluded.authority
                """)
            .param("id", id)
            .param("name", name)
            .param("authority", authority.value())
            .param("keys", json.writeValueAsString(List.of(key.members())))
            .param("scopes", Scope.wires(scopes).toArray(String[]::new))
            .param("now", Timestamp.from(clock.instant()))
            .update();
    if (rows != 1) {
      throw new IllegalArgumentException("this client is another authority's");
    }
    cache.invalidate(id);
  }

  /**
   * From now on it gets no token; tokens it has end at once on this node and within 30 s on others.
   *
   * @return whether it was enabled before
   */
  public boolean disable(String id) {
    int rows =
        jdbc.sql("update identity_client set disabled_at = ? where id = ? and disabled_at is null")
            .params(Timestamp.from(clock.instant()), id)
            .update();
    cache.invalidate(id);
    return rows == 1;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** As the database has it now. */
  Optional<Client> find(String id) {
    if (!isId(id)) {
      return Optional.empty();
    }
    return jdbc.sql(
            "select id, name, authority, keys, scopes, disabled_at from identity_client"
                + " where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** As it was at most {@link #STALE} ago. */
  Optional<Client> current(String id) {
    return cache.get(id, this::find);
  }

  private Client read(ResultSet row) throws SQLException {
    Timestamp disabled = row.getTimestamp("disabled_at");
    return new Client(
        row.getString("id"),
        row.getString("name"),
        new OrganizationId(row.getString("authority")),
        keys(row.getString("keys")),
        Scope.known(strings(row.getArray("scopes"))),
        disabled == null ? null : disabled.toInstant());
  }

  private List<PublicJwk> keys(String stored) {
    List<PublicJwk> keys = new ArrayList<>();
    for (Map<String, @Nullable Object> jwk : json.readValue(stored, KEYS)) {
      try {
        keys.add(PublicJwk.of(jwk));
      } catch (MalformedException damaged) {
        throw new IllegalStateException("a stored key of a client cannot be read", damaged);
      }
    }
    return keys;
  }

  private static List<String> strings(@Nullable Array array) throws SQLException {
    return List.of((String[]) Objects.requireNonNull(array).getArray());
  }
}
