package org.liangzheng.api.web;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Declares the encrypted columns of a table, so that they can be encrypted anew under another key.
 * Every feature declares its own as beans; a column that is encrypted and not declared would keep
 * its old key from ever being destroyed.
 *
 * @param row column of type uuid that is the row of the {@link Cell}; better unique in the table
 * @param columns names of columns of type bytea, each also the column of its {@link Cell}; null
 *     stays null
 */
public record EncryptedColumns(String table, String row, List<String> columns) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public EncryptedColumns {
    columns = List.copyOf(columns);
    requireName(table);
    requireName(row);
    columns.forEach(EncryptedColumns::requireName);
  }

  /** Columns of a table whose primary key is {@code id}. */
  public static EncryptedColumns of(String table, String... columns) {
    return new EncryptedColumns(table, "id", List.of(columns));
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a table or column");
    }
  }
}
