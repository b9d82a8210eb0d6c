package org.liangzheng.api.licence;

import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The surrogates of holders, found by their codes. */
@Repository
public class LicenceHolders {
  static final String TABLE = "licence_holder";

  private final JdbcClient database;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;

  LicenceHolders(JdbcClient database, BlindIndex indexes, BlindIndexRows rows) {
    this.database = database;
    this.indexes = indexes;
    this.rows = rows;
  }

  /** A holder as indexes know it; personal data. */
  public static String key(HolderCode code) {
    return key(code.type(), code.value());
  }

  /** The same of a code that may be none. */
  public static String key(String type, String code) {
    return type + ":" + code;
  }

  /** The surrogate of a holder who has or had a licence. */
  public Optional<UUID> find(HolderCode code) {
    return find(key(code));
  }

  /**
   * The surrogate of a holder, in the transaction that writes a licence.
   *
   * @param fresh for a holder that has none yet
   */
  UUID ensure(HolderCode code, UUID fresh) {
    String key = key(code);
    Optional<UUID> known = find(key);
    if (known.isPresent()) {
      return known.get();
    }
    // Where another act came first, its surrogate stands.
    return rows.claim(TABLE, "holder", key, fresh) ? fresh : find(key).orElseThrow();
  }

  private Optional<UUID> find(String key) {
    return indexes.all(TABLE, "index", key).stream()
        .flatMap(index -> find(index).stream())
        .findFirst();
  }

  private Optional<UUID> find(BlindIndexValue index) {
    return database
        .sql("select holder from licence_holder where index = ? and key_version = ?")
        .params(index.value().toByteArray(), index.version())
        .query(UUID.class)
        .optional();
  }
}
