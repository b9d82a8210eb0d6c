package org.liangzheng.api.custody;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.NewKeys;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys of the database: unwrapped at start, kept in memory, so that encrypting never waits for
 * a vault. A new version is loaded by every node before it is used.
 */
final class DataKeys {

  /** How often a node looks for new versions; a new version is used five times as late. */
  static final long LOOK_SECONDS = 60;

  private static final Duration ACTIVATION = Duration.ofSeconds(5 * LOOK_SECONDS);

  private record Row(
      DataKeyKind kind,
      int version,
      ByteString wrapped,
      String wrappingKey,
      Instant activeFrom,
      boolean retired) {}

  private final JdbcClient jdbc;
  private final VaultPlan plan;
  private final String wrappingLabel;
  private final Clock clock;
  private final SecureRandom random;
  private volatile Map<DataKeyKind, NavigableMap<Integer, DataKey>> keys =
      new EnumMap<>(DataKeyKind.class);

  private DataKeys(
      JdbcClient jdbc, VaultPlan plan, String wrappingLabel, Clock clock, SecureRandom random) {
    this.jdbc = jdbc;
    this.plan = plan;
    this.wrappingLabel = wrappingLabel;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Loads every key, and makes the first of each kind in an empty database.
   *
   * @throws CustodyException if one cannot be unwrapped: without its keys the database is closed
   */
  static DataKeys load(
      JdbcClient jdbc, VaultPlan plan, String wrappingLabel, Clock clock, SecureRandom random) {
    DataKeys keys = new DataKeys(jdbc, plan, wrappingLabel, clock, random);
    keys.refresh();
    for (DataKeyKind kind : DataKeyKind.values()) {
      if (!keys.keys.containsKey(kind)) {
        keys.make(kind, 1, clock.instant());
      }
    }
    keys.refresh();
    return keys;
  }

  /** The newest version in use: what new values are made with. */
  DataKey current(DataKeyKind kind) {
    Instant now = clock.instant();
    return versions(kind).descendingMap().values().stream()
        .filter(key -> !key.retired() && !key.activeFrom().isAfter(now))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no data key is in use: " + kind));
  }

  /** All versions that are looked up by, newest first. */
  List<DataKey> inUse(DataKeyKind kind) {
    return versions(kind).descendingMap().values().stream().filter(key -> !key.retired()).toList();
  }

  /** A version, for reading; null if there is none. */
  @Nullable DataKey version(DataKeyKind kind, int version) {
    return versions(kind).get(version);
  }

  private NavigableMap<Integer, DataKey> versions(DataKeyKind kind) {
    return keys.getOrDefault(kind, new TreeMap<>());
  }

  /** Makes the next version; it is used when every node has had the time to load it. */
  int rotate(DataKeyKind kind) {
    refresh();
    int next = versions(kind).lastKey() + 1;
    make(kind, next, clock.instant().plus(ACTIVATION));
    refresh();
    return next;
  }

  /** Loads what is new; what is known is not unwrapped again. */
  synchronized void refresh() {
    Map<DataKeyKind, NavigableMap<Integer, DataKey>> loaded = new EnumMap<>(DataKeyKind.class);
    for (Row row : rows()) {
      loaded.computeIfAbsent(row.kind(), _ -> new TreeMap<>()).put(row.version(), known(row));
    }
    keys = loaded;
  }

  private DataKey known(Row row) {
    DataKey known = versions(row.kind()).get(row.version());
    if (known != null) {
      return new DataKey(
          known.kind(), known.version(), row.activeFrom(), row.retired(), known.key());
    }
    WrappingKey wrapping = plan.registry().wrappingKey(KeyReference.parse(row.wrappingKey()));
    try (KeyMaterial material = wrapping.unwrap(row.wrapped())) {
      return DataKey.of(row.kind(), row.version(), row.activeFrom(), row.retired(), material);
    }
  }

  private List<Row> rows() {
    return jdbc.sql(
            "select kind, version, wrapped, wrapping_key, active_from, retired_at"
                + " from custody_data_key")
        .query((row, _) ->
            new Row(
                DataKeyKind.valueOf(row.getString("kind")),
                row.getInt("version"),
                ByteString.of(row.getBytes("wrapped")),
                row.getString("wrapping_key"),
                row.getObject("active_from", OffsetDateTime.class).toInstant(),
                row.getObject("retired_at") != null))
        .list();
  }

  /**
   * Wraps first and stores then; of two nodes at it one finds its row there and takes the other's.
   */
  private void make(DataKeyKind kind, int version, Instant activeFrom) {
    WrappingKey wrapping = wrappingKey();
    byte[] secret = new byte[KeyMaterial.SIZE];
    random.nextBytes(secret);
    try (KeyMaterial material = KeyMaterial.copyOf(secret)) {
      ByteString wrapped = wrapping.wrap(material);
      jdbc.sql(
              "insert into custody_data_key"
                  + " (kind, version, wrapped, wrapping_key, created_at, active_from)"
                  + " values (:kind, :version, :wrapped, :wrappingKey, :now, :activeFrom)"
                  + " on conflict do nothing")
          .param("kind", kind.name())
          .param("version", version)
          .param("wrapped", wrapped.toByteArray())
          .param("wrappingKey", wrapping.reference().toString())
          .param("now", clock.instant().atOffset(ZoneOffset.UTC))
          .param("activeFrom", activeFrom.atOffset(ZoneOffset.UTC))
          .update();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private WrappingKey wrappingKey() {
    Vault vault = plan.wrappingVault();
    try {
      return vault.wrappingKey(wrappingLabel);
    } catch (CustodyException.KeyAbsent absent) {
      if (!NewKeys.canMakeWrapping(vault)) {
        throw absent;
      }
      try {
        return NewKeys.wrapping(vault, wrappingLabel);
      } catch (CustodyException.DuplicateLabel madeMeanwhile) {
        return vault.wrappingKey(wrappingLabel);
      }
    }
  }
}
