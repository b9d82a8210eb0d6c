package org.liangzheng.api.custody;

import java.util.List;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.hsm.KeyReference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fuses that the settings name, written to the database, where every node reads them. */
final class Fuses {
  private static final String SETTING = "liangzheng.custody.fuses";

  private Fuses() {}

  /**
   * @throws StartupProblem SETTING_INVALID
   */
  static void write(JdbcClient jdbc, List<String> fuses) {
    for (String fuse : fuses) {
      int equals = fuse.lastIndexOf('=');
      try {
        KeyReference key = KeyReference.parse(fuse.substring(0, Math.max(equals, 0)).strip());
        long perDay = Long.parseLong(fuse.substring(equals + 1).strip());
        if (perDay < 0) {
          throw new IllegalArgumentException("a fuse is not negative");
        }
        jdbc.sql(
                """
                insert into custody_fuse (key_ref, per_day) values (:key, :perDay)
                on conflict (key_ref, origin) do update set per_day = :perDay
                """)
            .param("key", key.toString())
            .param("perDay", perDay)
            .update();
      } catch (IllegalArgumentException malformed) {
        throw new StartupProblem(
            StartupFailure.SETTING_INVALID,
            List.of(SETTING),
            List.of("written vault:label=number, 0 or more"),
            malformed);
      }
    }
  }
}
