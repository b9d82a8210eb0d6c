package org.liangzheng.bench.service;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fills the register with licences that no search returns: rows as the service's, in the same
 * tables and indexes, with random bytes for what is keyed or encrypted, and one file for each
 * thousand. They are older than all that the service issued.
 */
public final class Register {
  /** From so many on it pays to make the indexes anew. */
  private static final long MANY = 100_000;

  private static final int PER_FILE = 1_000;

  /** UUIDv7 of a millisecond for each row, from September 2020 on. */
  private static final String ID =
      "(lpad(to_hex(1600000000000 + n), 12, '0') || '7' || substr(m, 1, 3) || '8'"
          + " || substr(m, 4, 15))::uuid";

  private final Connection connection;
  private long rows;

  /** Of a service's database. */
  public Register(Connection connection) {
    this.connection = connection;
  }

  /** Licences there are. */
  public long size() throws SQLException {
    return Database.number(connection, "select count(*) from licence");
  }

  /**
   * Adds rows until there are so many; those of the service count.
   *
   * @param size how many licences there shall be
   */
  public void fillTo(long size) throws SQLException {
    long missing = size - size();
    if (missing > 0) {
      // References are right by construction; a crash would only spoil a bench.
      Database.execute(
          connection,
          "set session_replication_role = replica",
          "set synchronous_commit = off",
          "set work_mem = '96MB'",
          "set maintenance_work_mem = '96MB'");
      List<String> indexes = missing < MANY ? List.of() : takeDown();
      add(rows + 1, rows + missing);
      rows += missing;
      Database.execute(connection, indexes.toArray(String[]::new));
      Database.execute(
          connection,
          "reset session_replication_role",
          "reset synchronous_commit",
          "reset work_mem",
          "reset maintenance_work_mem",
          "vacuum (analyze) licence, licence_version, licence_number, licence_holder,"
              + " licence_identifier, document_file");
    }
    Database.execute(connection, "checkpoint");
  }

  /**
   * Drops the indexes that hold no rule: made over all rows at once they take a fraction of the
   * time.
   *
   * @return what makes them again
   */
  private List<String> takeDown() throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> making = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select indexname, indexdef from pg_indexes where schemaname = 'public' and"
                    + " tablename = 'licence' and indexdef not like 'CREATE UNIQUE %'")) {
      while (found.next()) {
        names.add("drop index " + found.getString(1));
        making.add(found.getString(2));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalStateException("the register has no index to search by");
    }
    Database.execute(connection, names.toArray(String[]::new));
    return making;
  }

  /** Each table in the order of its index, so that one page after the other is filled. */
  private void add(long first, long last) throws SQLException {
    Database.execute(
        connection,
        "create temp table filling as select n, m, "
            + ID
            + String.format(
                Locale.ROOT,
                " as id, gen_random_uuid() as holder from (select n, md5(n::text) as m from"
                    + " generate_series(%d, %d) as n) as numbers",
                first,
                last),
        "insert into document_file (id, sha256, size, content, stored_at)"
            + " select md5('file' || f.n)::uuid, decode(f.m || f.m, 'hex'), model.size,"
            + " model.content, model.stored_at"
            + " from filling f, (select * from document_file limit 1) as model where (f.n - 1) % "
            + PER_FILE
            + " = 0",
        "insert into licence (id, holder, type, authority, status, status_since,"
            + " current_version, valid_until) select f.id, f.holder, l.type, l.authority,"
            + " l.status, l.status_since, 1, l.valid_until"
            + " from filling f, (select * from licence order by id desc limit 1) as l order by f.n",
        "insert into licence_version (id, licence, version, type_version, file, content,"
            + " issued_at) select id, id, 1, 1, md5('file' || (n - (n - 1) % "
            + PER_FILE
            + "))::uuid, decode(repeat(m, 8), 'hex'), now() from filling order by n",
        keyed("licence_number", "licence", "number", "id"),
        keyed("licence_holder", "holder", "holder", "holder"),
        keyed("licence_identifier", "version_id", "identifier", "id"),
        "drop table filling");
  }

  private static String keyed(String table, String owner, String word, String from) {
    return "insert into "
        + table
        + " (index, key_version, "
        + owner
        + ") select sha256(convert_to('"
        + word
        + "' || m, 'UTF8')), 1, "
        + from
        + " from filling order by 1";
  }
}
