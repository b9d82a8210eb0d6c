package org.liangzheng.bench.share;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.liangzheng.bench.service.Database;

/**
 * Fills the tables of sharing with open cases: rows as the service's, in the same tables and
 * indexes, with random bytes for what is encrypted. Each is about a company and a person of its
 * own, of whom one request for consent waits.
 */
final class OpenCases {
  private final Connection connection;

  OpenCases(Connection connection) {
    this.connection = connection;
  }

  /** Open cases there are. */
  long size() throws SQLException {
    return Database.number(connection, "select count(*) from sharing_case where state = 'OPEN'");
  }

  /**
   * Adds cases until there are so many; those of the service count, and one of them is the model.
   *
   * @param size how many there shall be
   */
  void fillTo(long size) throws SQLException {
    long missing = size - size();
    if (missing <= 0) {
      return;
    }
    // References are right by construction; a crash would only spoil a bench.
    Database.execute(
        connection,
        "set session_replication_role = replica",
        "set synchronous_commit = off",
        "create temp table model as select * from sharing_case order by opened_at desc limit 1",
        String.format(
            Locale.ROOT,
            "create temp table filling as select n, md5('case' || n)::uuid as id,"
                + " now() - n * interval '1 second' as at from generate_series(1, %d) as n",
            missing),
        "insert into sharing_case (id, matter, matter_version, authority, client, state, content,"
            + " opened_at) select f.id, m.matter, m.matter_version, m.authority, m.client, 'OPEN',"
            + " decode(repeat(md5(n::text), 4), 'hex'), f.at from filling f, model m order by f.n",
        "insert into sharing_case_party (case_id, role, party) select f.id, p.role,"
            + " md5(p.role || f.n)::uuid from filling f, sharing_case_party p, model m"
            + " where p.case_id = m.id order by f.n",
        "insert into sharing_case_material (case_id, material, coverage, asked_at, covered)"
            + " select f.id, c.material, c.coverage, f.at, c.covered"
            + " from filling f, sharing_case_material c, model m where c.case_id = m.id order by"
            + " f.n",
        "insert into sharing_consent (id, case_id, party, state, asked_at)"
            + " select md5('consent' || p.role || f.n)::uuid, f.id, md5(p.role || f.n)::uuid, 'PENDING',"
            + " f.at from filling f, sharing_consent c, sharing_case_party p, model m"
            + " where c.case_id = m.id and p.case_id = m.id and p.party = c.party order by f.n",
        "reset session_replication_role",
        "reset synchronous_commit",
        "drop table filling",
        "drop table model",
        "vacuum (analyze) sharing_case, sharing_case_party, sharing_case_material,"
            + " sharing_consent",
        "checkpoint");
  }
}
