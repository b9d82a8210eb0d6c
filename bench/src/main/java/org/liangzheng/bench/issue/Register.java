package org.liangzheng.bench.issue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Fills the register with licences that no search returns: rows as the service's, in the same
 * tables and indexes, with random bytes for what is keyed or encrypted, and one file for each
 * thousand. They are older than all that the service issued.
 */
final class Register {
  private static final int BATCH = 100_000;
  private static final int PER_FILE = 1_000;

  /** UUIDv7 of a millisecond for each row, from September 2020 on. */
  private static final String ID =
      "(lpad(to_hex(1600000000000 + n), 12, '0') || '7' || substr(m, 1, 3) || '8'"
          + " || substr(m, 4, 15))::uuid";

  private final Connection connection;
  private long rows;

  Register(Connection connection) {
    this.connection = connection;
  }

  /** Licences there are. */
  long size() throws SQLException {
    return Database.number(connection, "select count(*) from licence");
  }

  /**
   * Adds rows until there are so many; those of the service count.
   *
   * @param size how many licences there shall be
   */
  void fillTo(long size) throws SQLException {
    // References are right by construction; a crash would only spoil a bench.
    Database.execute(
        connection, "set session_replication_role = replica", "set synchronous_commit = off");
    long missing = size - size();
    while (missing > 0) {
      long count = Math.min(missing, BATCH);
      add(rows + 1, rows + count);
      rows += count;
      missing -= count;
    }
    Database.execute(
        connection,
        "set session_replication_role = origin",
        "set synchronous_commit = on",
        "vacuum (analyze) licence, licence_version, licence_number, licence_holder,"
            + " licence_identifier, document_file",
        "checkpoint");
  }

  private void add(long first, long last) throws SQLException {
    Database.execute(
        connection,
        "create temp table filling as select n, md5(n::text) as m, "
            + ID
            + String.format(
                Locale.ROOT,
                " as id, gen_random_uuid() as holder from (select n, md5(n::text) as m from"
                    + " generate_series(%d, %d) as n) as numbers",
                first,
                last),
        "insert into document_file (id, sha256, size, content, stored_at)"
            + " select md5('file' || f.n)::uuid, decode(f.m || f.m, 'hex'), model.size, model.content, model.stored_at"
            + " from filling f, (select * from document_file limit 1) as model where (f.n - 1) % "
            + PER_FILE
            + " = 0",
        "insert into licence (id, holder, type, authority, status, status_since,"
            + " current_version, valid_until) select f.id, f.holder, l.type, l.authority,"
            + " l.status, l.status_since, 1, l.valid_until"
            + " from filling f, (select * from licence order by id desc limit 1) as l order by f.id",
        "insert into licence_version (id, licence, version, type_version, file, content,"
            + " issued_at) select id, id, 1, 1, md5('file' || (n - (n - 1) % "
            + PER_FILE
            + "))::uuid, decode(repeat(m, 8), 'hex'), now() from filling",
        "insert into licence_number (index, key_version, licence)"
            + " select sha256(convert_to('number' || m, 'UTF8')), 1, id from filling",
        "insert into licence_holder (index, key_version, holder)"
            + " select sha256(convert_to('holder' || m, 'UTF8')), 1, holder from filling",
        "insert into licence_identifier (index, key_version, version_id)"
            + " select sha256(convert_to('identifier' || m, 'UTF8')), 1, id from filling",
        "drop table filling");
  }
}
