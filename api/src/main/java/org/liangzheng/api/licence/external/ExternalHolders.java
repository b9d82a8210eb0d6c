package org.liangzheng.api.licence.external;

import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.licence.LicenceHolders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The surrogates of holders of foreign licences, found by their codes as delivered. */
@Repository
class ExternalHolders {
  static final String TABLE = "external_holder";

  private final JdbcClient database;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;

  ExternalHolders(JdbcClient database, BlindIndex indexes, BlindIndexRows rows) {
    this.database = database;
    this.indexes = indexes;
    this.rows = rows;
  }

  /**
   * The surrogate of a holder; empty if no licence is known.
   *
   * @param key of {@link LicenceHolders#key(String, String)}
   */
  Optional<UUID> find(String key) {
    return find(key, "");
  }

  /** The same in the transaction of a delivery; {@code fresh} for a holder that has none yet. */
  UUID ensure(String key, UUID fresh) {
    Optional<UUID> known = find(key, " for key share");
    if (known.isPresent()) {
      return known.get();
    }
    return rows.claim(TABLE, "holder", key, fresh)
        ? fresh
        : find(key, " for key share").orElseThrow();
  }

  /**
   * @param lock keeps the row from being forgotten until the licence that is to lead there stands
   */
  private Optional<UUID> find(String key, String lock) {
    return indexes.all(TABLE, "index", key).stream()
        .flatMap(index ->
            database
                .sql(
                    "select holder from external_holder where index = ? and key_version = ?" + lock)
                .params(index.value().toByteArray(), index.version())
                .query(UUID.class)
                .optional()
                .stream())
        .findFirst();
  }

  /**
   * A holder whose last licence a word gave to another leaves the index: no content would lead to
   * the plain value any more, and a row that cannot be keyed anew keeps an old key alive. Two
   * statements, so that the second sees what those wrote who held the row.
   */
  void forgetIfUnused(UUID holder) {
    database
        .sql("select holder from external_holder where holder = ? for update")
        .param(holder)
        .query(UUID.class)
        .list();
    database
        .sql(
            "delete from external_holder where holder = :holder"
                + " and not exists (select 1 from external_licence where holder = :holder)")
        .param("holder", holder)
        .update();
  }
}
