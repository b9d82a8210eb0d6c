package org.liangzheng.api.custody;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.FieldCipher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Encrypts values anew, a few rows at a time, each under a lock so that no writer is undone. */
final class FieldMover {
  private static final Logger LOG = LoggerFactory.getLogger(FieldMover.class);

  private final JdbcClient jdbc;
  private final FieldCipher cipher;

  FieldMover(JdbcClient jdbc, FieldCipher cipher) {
    this.jdbc = jdbc;
    this.cipher = cipher;
  }

  /**
   * A row: its cell's, and where it lies until somebody writes it. Rows may share a cell's row;
   * what a chunk leaves of them the next pass finds.
   */
  private record Place(UUID row, String at) {}

  /**
   * The next rows of a column that are not under the version; call within a transaction.
   *
   * @param after the last row done; null: from the beginning
   */
  Rotation.Chunk move(
      EncryptedColumns table, String column, int version, @Nullable String after, int most) {
    List<Place> old =
        jdbc.sql(
                "select "
                    + table.row()
                    + ", ctid::text from "
                    + table.table()
                    + " where substring("
                    + column
                    + " from 1 for 5) <> :head"
                    + (after == null ? "" : " and " + table.row() + " > :after::uuid")
                    + " order by 1 limit :most")
            .param("head", head(version))
            .param("after", after)
            .param("most", most)
            .query((row, _) ->
                new Place(
                    Objects.requireNonNull(row.getObject(1, UUID.class)),
                    Objects.requireNonNull(row.getString(2))))
            .list();
    long moved = 0;
    long damaged = 0;
    for (Place row : old) {
      try {
        moved += anew(table, column, version, row);
      } catch (IllegalStateException refused) {
        damaged++;
        LOG.error("A value does not open and keeps its key: {}", refused.getMessage());
      }
    }
    return new Rotation.Chunk(
        old.size() < most ? null : old.getLast().row().toString(), old.size(), moved, damaged);
  }

  private int anew(EncryptedColumns table, String column, int version, Place place) {
    Optional<byte[]> sealed =
        jdbc.sql(
                "select "
                    + column
                    + " from "
                    + table.table()
                    + " where ctid = ?::tid and substring("
                    + column
                    + " from 1 for 5) <> ? for no key update")
            .params(place.at(), head(version))
            .query(byte[].class)
            .optional();
    if (sealed.isEmpty()) {
      return 0; // somebody wrote or deleted it meanwhile; the next pass looks again
    }
    Cell cell = new Cell(table.table(), column, place.row());
    byte[] fresh = cipher.encrypt(cell, cipher.decrypt(cell, sealed.get()));
    return jdbc.sql("update " + table.table() + " set " + column + " = ? where ctid = ?::tid")
        .params(fresh, place.at())
        .update();
  }

  /** What a value under a version begins with. */
  private static byte[] head(int version) {
    return ByteBuffer.allocate(5).put((byte) 1).putInt(version).array();
  }
}
