package org.liangzheng.api.custody;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes rows of blind indexes. While a key is being replaced, a value has a row under each version
 * that is written; two writers, on whichever nodes, always share one version, so that a value is
 * taken once whatever the phase of the replacement.
 */
public final class BlindIndexRows {
  private final JdbcClient jdbc;
  private final BlindIndex indexes;

  BlindIndexRows(JdbcClient jdbc, BlindIndex indexes) {
    this.jdbc = jdbc;
    this.indexes = indexes;
  }

  /**
   * Takes a value for an owner, in the caller's transaction. Look the value up first ({@link
   * BlindIndex#all}) where it may be there.
   *
   * @param table a declared {@link BlindIndexTable} whose other columns have defaults
   * @param ownerColumn its {@link BlindIndexTable#owner()}
   * @return whether it was free; if not, nothing was written
   * @throws IllegalStateException outside a transaction
   */
  public boolean claim(String table, String ownerColumn, String value, UUID owner) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a value is taken within a transaction");
    }
    List<BlindIndexValue> written = new ArrayList<>();
    for (BlindIndexValue index : indexes.written(table, "index", value)) {
      int rows =
          jdbc.sql(
                  "insert into "
                      + table
                      + " (index, key_version, "
                      + ownerColumn
                      + ") values (?, ?, ?) on conflict (index, key_version) do nothing")
              .params(index.value().toByteArray(), index.version(), owner)
              .update();
      if (rows == 0) {
        written.forEach(mine -> giveBack(table, mine));
        return false;
      }
      written.add(index);
    }
    return true;
  }

  /** As {@link #add(String, String, Collection, UUID)}, one value. */
  public void add(String table, String ownerColumn, String value, UUID owner) {
    add(table, ownerColumn, List.of(value), owner);
  }

  /**
   * Lets values lead to one more owner, in the caller's transaction and in one statement; for
   * tables where several may have the same value. While a key is replaced a value leads there
   * twice: whoever looks up by {@link BlindIndex#all} counts an owner once.
   *
   * @param table a declared {@link BlindIndexTable} unique by index, key_version and owner
   * @param values at least one
   */
  public void add(String table, String ownerColumn, Collection<String> values, UUID owner) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a value is added within a transaction");
    }
    List<Object> parameters = new ArrayList<>();
    for (String value : values) {
      for (BlindIndexValue index : indexes.written(table, "index", value)) {
        parameters.addAll(List.of(index.value().toByteArray(), index.version(), owner));
      }
    }
    jdbc.sql(
            "insert into "
                + table
                + " (index, key_version, "
                + ownerColumn
                + ") values "
                + String.join(", ", Collections.nCopies(parameters.size() / 3, "(?, ?, ?)"))
                + " on conflict do nothing")
        .params(parameters)
        .update();
  }

  private void giveBack(String table, BlindIndexValue index) {
    jdbc.sql("delete from " + table + " where index = ? and key_version = ?")
        .params(index.value().toByteArray(), index.version())
        .update();
  }
}
