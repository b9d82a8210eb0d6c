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
import java.util.concurrent.atomic.AtomicLong;
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
 * The keys of the database: unwrapped at start, kept in memory, so that encrypting does not wait
 * for a vault. A new version is loaded by every node before it encrypts fields; under a new key of
 * indexes a node writes as soon as it knows it. A node that has not looked for {@link #STALE} looks
 * before it writes or looks anything up, or fails: what it knows is never older.
 */
final class DataKeys {

  /** How often a node looks for new versions. */
  static final long LOOK_SECONDS = 5;

  /** How old what a node writes by may be. */
  static final Duration STALE = Duration.ofSeconds(4 * LOOK_SECONDS);

  /** A new version encrypts so long after it was made. */
  static final Duration ACTIVATION = Duration.ofSeconds(6 * LOOK_SECONDS);

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
  private final AtomicLong looks = new AtomicLong();
  private volatile Loaded loaded = new Loaded(new EnumMap<>(DataKeyKind.class), 0, Instant.EPOCH);

  /**
   * What a look found.
   *
   * @param look its number
   * @param at when it began
   */
  private record Loaded(
      Map<DataKeyKind, NavigableMap<Integer, DataKey>> keys, long look, Instant at) {}

  /** A new version, wrapped and not stored yet. */
  record Fresh(
      DataKeyKind kind, int version, ByteString wrapped, String wrappingKey, Instant activeFrom) {}

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
      if (!keys.loaded.keys().containsKey(kind)) {
        // Of two nodes at it one finds its row there and takes the other's.
        boolean _ = keys.insert(keys.wrap(kind, 1, clock.instant()));
      }
    }
    keys.refresh();
    return keys;
  }

  /** What new fields are encrypted with: the newest version in use. */
  DataKey current(DataKeyKind kind) {
    lookIfStale();
    Instant now = clock.instant();
    return versions(kind).descendingMap().values().stream()
        .filter(key -> !key.retired() && !key.activeFrom().isAfter(now))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no data key is in use: " + kind));
  }

  /** What new indexes are written under: each version that is not retired, oldest first. */
  List<DataKey> written(DataKeyKind kind) {
    lookIfStale();
    List<DataKey> written = versions(kind).values().stream().filter(key -> !key.retired()).toList();
    if (written.isEmpty()) {
      throw new IllegalStateException("no data key is in use: " + kind);
    }
    return written;
  }

  /** All versions that are looked up by, newest first: until it is destroyed, a row may be left. */
  List<DataKey> inUse(DataKeyKind kind) {
    // Old knowledge would not find what is under a newer key.
    lookIfStale();
    return List.copyOf(versions(kind).descendingMap().values());
  }

  /** A version, for reading; looks for it when it is not known; null if there is none. */
  @Nullable DataKey version(DataKeyKind kind, int version) {
    DataKey known = versions(kind).get(version);
    if (known == null && version > versions(kind).lastKey()) {
      refresh();
      known = versions(kind).get(version);
    }
    return known;
  }

  /** Every version that is not destroyed. */
  List<DataKey> known() {
    return loaded.keys().values().stream().flatMap(all -> all.values().stream()).toList();
  }

  /** Whether a version is being replaced. */
  boolean hasSeveral() {
    return loaded.keys().values().stream().anyMatch(versions -> versions.size() > 1);
  }

  private NavigableMap<Integer, DataKey> versions(DataKeyKind kind) {
    return loaded.keys().getOrDefault(kind, new TreeMap<>());
  }

  private void lookIfStale() {
    // A clock that was set back makes what is known as doubtful as one that ran on.
    if (Duration.between(loaded.at(), clock.instant()).abs().compareTo(STALE) > 0) {
      refresh();
    }
  }

  /** Wraps the next version; it is there when it is inserted. */
  Fresh prepare(DataKeyKind kind) {
    int last =
        jdbc.sql("select max(version) from custody_data_key where kind = ?")
            .param(kind.name())
            .query(Integer.class)
            .single();
    return wrap(kind, last + 1, clock.instant().plus(ACTIVATION));
  }

  /** Nodes stop writing under the versions before. */
  void retireBefore(DataKeyKind kind, int version) {
    jdbc.sql(
            "update custody_data_key set retired_at = ? where kind = ? and version < ?"
                + " and retired_at is null")
        .params(clock.instant().atOffset(ZoneOffset.UTC), kind.name(), version)
        .update();
  }

  /** Nothing opens what is under the versions before, ever again. */
  void destroyBefore(DataKeyKind kind, int version) {
    jdbc.sql(
            "update custody_data_key set wrapped = null, destroyed_at = ? where kind = ?"
                + " and version < ? and retired_at is not null and destroyed_at is null")
        .params(clock.instant().atOffset(ZoneOffset.UTC), kind.name(), version)
        .update();
  }

  /** Loads what is new and drops what is destroyed; what is known is not unwrapped again. */
  void refresh() {
    long look = looks.incrementAndGet();
    Instant began = clock.instant();
    // Not under the lock: whoever waits for it may have a connection, and this waits for one.
    take(look, began, rows());
  }

  private synchronized void take(long look, Instant began, List<Row> rows) {
    if (look < loaded.look()) {
      return; // One that began later has been taken in.
    }
    Map<DataKeyKind, NavigableMap<Integer, DataKey>> found = new EnumMap<>(DataKeyKind.class);
    for (Row row : rows) {
      found.computeIfAbsent(row.kind(), _ -> new TreeMap<>()).put(row.version(), known(row));
    }
    loaded = new Loaded(found, look, began);
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
                + " from custody_data_key where destroyed_at is null")
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

  private Fresh wrap(DataKeyKind kind, int version, Instant activeFrom) {
    WrappingKey wrapping = wrappingKey();
    byte[] secret = new byte[KeyMaterial.SIZE];
    random.nextBytes(secret);
    try (KeyMaterial material = KeyMaterial.copyOf(secret)) {
      return new Fresh(
          kind, version, wrapping.wrap(material), wrapping.reference().toString(), activeFrom);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * @return whether it is there; not when another came first
   */
  boolean insert(Fresh fresh) {
    return jdbc.sql(
                "insert into custody_data_key"
                    + " (kind, version, wrapped, wrapping_key, created_at, active_from)"
                    + " values (:kind, :version, :wrapped, :wrappingKey, :now, :activeFrom)"
                    + " on conflict do nothing")
            .param("kind", fresh.kind().name())
            .param("version", fresh.version())
            .param("wrapped", fresh.wrapped().toByteArray())
            .param("wrappingKey", fresh.wrappingKey())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("activeFrom", fresh.activeFrom().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** The vault's key that data keys are wrapped by, made where it is not there. */
  WrappingKey wrappingKey() {
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
