package org.liangzheng.api.custody;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Declares a table of blind indexes, so that it can be keyed anew. The table has the columns {@code
 * index} (bytea) and {@code key_version} (integer), and one that says what a row leads to; unique
 * are the first two ({@link BlindIndexRows#claim}) or all three ({@link BlindIndexRows#add}). Other
 * columns are copied. Rows are written by {@link BlindIndexRows} only. Every feature declares its
 * own as beans.
 */
public interface BlindIndexTable {

  /** Name of the table; also the table its indexes are made for, with the column {@code index}. */
  String table();

  /** The column, of type uuid, that says what a row leads to. */
  String owner();

  /**
   * Every plain value by which the table leads to this owner, as it was given to {@link
   * BlindIndexRows}; empty if there is no such owner. What is given too much does no harm, what is
   * left out keeps the old key alive.
   */
  List<String> values(UUID owner);

  /**
   * A table by its parts.
   *
   * @param values as {@link #values}
   */
  static BlindIndexTable of(String table, String owner, Function<UUID, List<String>> values) {
    return new BlindIndexTable() {
      @Override
      public String table() {
        return table;
      }

      @Override
      public String owner() {
        return owner;
      }

      @Override
      public List<String> values(UUID id) {
        return values.apply(id);
      }
    };
  }

  /**
   * A table that forgets: its rows need not be keyed anew, for they count only for a while.
   *
   * @param until column of type timestamptz; past it a row under an old key may be deleted
   */
  record Forgetful(String table, String until) {}
}
