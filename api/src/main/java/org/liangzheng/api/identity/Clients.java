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
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Forgetting;
import org.liangzheng.api.web.SharedLooks;
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
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int LONGEST_NAME = 200;
  private static final TypeReference<List<Map<String, @Nullable Object>>> KEYS =
      new TypeReference<>() {};

  private static final String SELECT =
      "select id, name, authority, keys, certificates, certificate_subject, scopes, disabled_at"
          + " from identity_client";

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final Cache<String, Optional<Client>> cache;
  private final Supplier<EnrolledPoints> points;

  Clients(JdbcClient jdbc, JsonMapper json, Clock clock, Ticker ticker) {
    this(jdbc, json, clock, ticker, () -> _ -> Optional.empty());
  }

  /**
   * @param points asked for late: their feature needs this one
   */
  Clients(
      JdbcClient jdbc,
      JsonMapper json,
      Clock clock,
      Ticker ticker,
      Supplier<EnrolledPoints> points) {
    this.points = points;
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
    register(id, name, authority, new Proofs(List.of(key), List.of(), null), scopes);
  }

  /**
   * What a client proves by who it is; at least one of them.
   *
   * @param keys up to 4
   * @param certificates up to 4 RFC 8705 thumbprints
   * @param certificateSubject see {@link #canonicalSubject}
   */
  public record Proofs(
      List<PublicJwk> keys, List<String> certificates, @Nullable String certificateSubject) {
    public Proofs {
      keys = List.copyOf(keys);
      certificates = List.copyOf(certificates);
      if (keys.size() > 4
          || certificates.size() > 4
          || (keys.isEmpty() && certificates.isEmpty() && certificateSubject == null)) {
        throw new IllegalArgumentException("a client has one to four ways to prove who it is");
      }
    }
  }

  /**
   * The one spelling a subject is kept and compared in.
   *
   * @param subject as RFC 4514 writes it
   * @throws IllegalArgumentException if it is not of that form, or has nothing in it
   */
  public static String canonicalSubject(String subject) {
    String canonical = new X500Principal(subject).getName(X500Principal.CANONICAL);
    if (canonical.isEmpty() || canonical.length() > 500) {
      throw new IllegalArgumentException("a subject has 1 to 500 characters");
    }
    return canonical;
  }

  /** As {@link #register(String, String, OrganizationId, PublicJwk, Set)}, by other proofs. */
  public void register(
      String id, String name, OrganizationId authority, Proofs proofs, Set<Scope> scopes) {
    if (!isId(id) || name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a client's id or name is not of its form");
    }
    int rows =
        jdbc.sql(
                """
                insert into identity_client as c (id, name, authority, keys, certificates,
                  certificate_subject, scopes, created_at)
                values (:id, :name, :authority, :keys::jsonb, :certificates, :subject, :scopes,
                  :now)
                on conflict (id) do update
                  set name = excluded.name, keys = excluded.keys, scopes = excluded.scopes,
                    certificates = excluded.certificates,
                    certificate_subject = excluded.certificate_subject
                  where c.authority = excluded.authority
                """)
            .param("id", id)
            .param("name", name)
            .param("authority", authority.value())
            .param(
                "keys",
                json.writeValueAsString(proofs.keys().stream().map(PublicJwk::members).toList()))
            .param("certificates", proofs.certificates().toArray(String[]::new))
            .param("subject", proofs.certificateSubject())
            .param("scopes", Scope.wires(scopes).toArray(String[]::new))
            .param("now", Timestamp.from(clock.instant()))
            .update();
    if (rows != 1) {
      throw new IllegalArgumentException("this client is another authority's");
    }
    Forgetting.run(() -> cache.invalidate(id));
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
    Forgetting.run(() -> cache.invalidate(id));
    return rows == 1;
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** As the database has it now. */
  Optional<Client> find(String id) {
    if (!isId(id)) {
      return Optional.empty();
    }
    return jdbc.sql(SELECT + " where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional()
        .or(() -> point(id));
  }

  private Optional<Client> point(String id) {
    return UUID_FORM.matcher(id).matches()
        ? points.get().find(UUID.fromString(id)).map(found -> Client.of(found, clock.instant()))
        : Optional.empty();
  }

  /** A client as its administrators see it. */
  public record Listed(
      String id,
      String name,
      OrganizationId authority,
      Set<Scope> scopes,
      List<String> keys,
      List<String> certificates,
      @Nullable String certificateSubject,
      boolean enabled) {}

  /** The clients of an authority by id, at most 1,000. */
  public List<Listed> list(OrganizationId authority) {
    return jdbc
        .sql(SELECT + " where authority = ? order by id limit 1000")
        .param(authority.value())
        .query((row, _) -> read(row))
        .list()
        .stream()
        .map(Clients::listed)
        .toList();
  }

  /** One of them. */
  public Optional<Listed> show(String id) {
    return find(id).filter(client -> !client.point()).map(Clients::listed);
  }

  private static Listed listed(Client client) {
    return new Listed(
        client.id(),
        client.name(),
        client.authority(),
        client.scopes(),
        client.keys().stream().map(PublicJwk::thumbprint).toList(),
        client.certificates(),
        client.certificateSubject(),
        client.enabled());
  }

  /** As it was at most {@link #STALE} ago. */
  Optional<Client> current(String id) {
    return SharedLooks.get(cache, id, this::find);
  }

  private Client read(ResultSet row) throws SQLException {
    Timestamp disabled = row.getTimestamp("disabled_at");
    return new Client(
        row.getString("id"),
        row.getString("name"),
        new OrganizationId(row.getString("authority")),
        keys(row.getString("keys")),
        strings(row.getArray("certificates")),
        row.getString("certificate_subject"),
        Scope.known(strings(row.getArray("scopes"))),
        disabled == null ? null : disabled.toInstant(),
        null);
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
