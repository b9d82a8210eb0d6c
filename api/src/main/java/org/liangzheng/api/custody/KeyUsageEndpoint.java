package org.liangzheng.api.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code /actuator/keyusage}: counts and fuses of the last days, for {@code lz keys usage}. It
 * names keys and counts, nothing that was signed and nobody who asked; the management port is for
 * the machine's operators.
 */
@Endpoint(id = "keyusage")
final class KeyUsageEndpoint {
  private static final int DAYS = 31;

  private final JdbcClient jdbc;

  KeyUsageEndpoint(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everything that is known. */
  record Usage(List<Line> keys) {}

  /**
   * One key on one day.
   *
   * @param day legal day (Asia/Shanghai); none for a key with a fuse that has not signed in these
   *     days
   * @param leased counts handed out to nodes in blocks: at least as many as were signed
   * @param fuse signatures a day it may make, if that is bounded
   */
  record Line(String key, @Nullable LocalDate day, long leased, @Nullable Long fuse) {}

  /** The last 31 days. */
  @ReadOperation
  Usage usage() {
    return new Usage(
        jdbc.sql(
                """
                select coalesce(u.key_ref, f.key_ref) as key, u.day, coalesce(u.leased, 0) as leased,
                       f.per_day as fuse
                from (select * from custody_usage
                      where day > (select max(day) from custody_usage) - :days) u full join
                  (select key_ref, min(per_day) as per_day from custody_fuse group by key_ref) f
                  on f.key_ref = u.key_ref
                order by 1, 2
                """)
            .param("days", DAYS)
            .query(KeyUsageEndpoint::line)
            .list());
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(
        row.getString("key"),
        row.getObject("day", LocalDate.class),
        row.getLong("leased"),
        row.getObject("fuse", Long.class));
  }
}
