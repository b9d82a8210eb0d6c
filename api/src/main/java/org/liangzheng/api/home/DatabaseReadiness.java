package org.liangzheng.api.home;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * What a database must show before the service relies on it, whoever runs it: it keeps acknowledged
 * writes, speaks UTF-8, and was not migrated by a newer program. Then it is migrated.
 */
final class DatabaseReadiness implements FlywayMigrationStrategy {

  private static final List<String> MUST_BE_ON = List.of("fsync", "full_page_writes");

  @Override
  public void migrate(Flyway flyway) {
    try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
      refuseUnsafe(connection);
    } catch (SQLException failed) {
      throw new IllegalStateException("the database could not be asked for its settings", failed);
    }
    refuseNewer(flyway);
    try {
      flyway.migrate();
    } catch (FlywayValidateException differs) {
      throw new StartupProblem(
          StartupFailure.DATABASE_DIFFERS,
          List.of(differs.getErrorCode().toString()),
          List.of(),
          differs);
    }
  }

  private static void refuseUnsafe(Connection connection) throws SQLException {
    for (String name : MUST_BE_ON) {
      String value = setting(connection, name);
      if (!value.equals("on")) {
        throw new StartupProblem(StartupFailure.DATABASE_UNSAFE, name, value);
      }
    }
    // local, remote_write, on and remote_apply all wait for this server's disk.
    if (setting(connection, "synchronous_commit").equals("off")) {
      throw new StartupProblem(StartupFailure.DATABASE_UNSAFE, "synchronous_commit", "off");
    }
    String encoding = setting(connection, "server_encoding");
    if (!encoding.equals("UTF8")) {
      throw new StartupProblem(StartupFailure.DATABASE_UNSAFE, "server_encoding", encoding);
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("show " + name)) {
      return result.next() ? Objects.requireNonNullElse(result.getString(1), "?") : "?";
    }
  }

  private static void refuseNewer(Flyway flyway) {
    MigrationInfo[] all = flyway.info().all();
    Arrays.stream(all)
        .filter(DatabaseReadiness::future)
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .ifPresent(newest -> {
          throw new StartupProblem(StartupFailure.DATABASE_NEWER, newest.getVersion(), known(all));
        });
  }

  private static boolean future(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }

  private static String known(MigrationInfo[] all) {
    return Arrays.stream(all)
        .filter(migration -> !future(migration))
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(MigrationVersion::getVersion)
        .orElse("0");
  }
}
