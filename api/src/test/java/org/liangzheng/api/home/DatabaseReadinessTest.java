package org.liangzheng.api.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;

class DatabaseReadinessTest {

  private static void execute(TestDatabases.Access database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void migrate(TestDatabases.Access database, String parameters) {
    String separator = database.url().contains("?") ? "&" : "?";
    new DatabaseReadiness()
        .migrate(
            Flyway.configure()
                .dataSource(
                    database.url() + separator + parameters, database.user(), database.password())
                .locations("classpath:db/migration")
                .load());
  }

  private static StartupProblem refused(TestDatabases.Access database, String parameters) {
    return catchThrowableOfType(StartupProblem.class, () -> migrate(database, parameters));
  }

  @Test
  void migratesAnEmptyDatabase() throws SQLException {
    TestDatabases.Access database = TestDatabases.empty();
    migrate(database, "");
    execute(database, "select id from web_intent");
  }

  @Test
  void refusesOneThatDoesNotWaitForTheDisk() {
    StartupProblem problem = refused(TestDatabases.empty(), "options=-c%20synchronous_commit=off");
    assertThat(problem.failure()).isEqualTo(StartupFailure.DATABASE_UNSAFE);
    assertThat(problem.arguments()).containsExactly("synchronous_commit", "off");
  }

  @Test
  void refusesOneOfANewerProgramAndLeavesItAlone() throws SQLException {
    TestDatabases.Access database = TestDatabases.migrated();
    execute(
        database,
        "insert into flyway_schema_history select 900, '299901010000', 'later', 'SQL',"
            + " 'V299901010000__later.sql', 1, current_user, now(), 1, true");
    StartupProblem problem = refused(database, "");
    assertThat(problem.failure()).isEqualTo(StartupFailure.DATABASE_NEWER);
    assertThat(problem.arguments().getFirst()).isEqualTo("299901010000");
  }

  @Test
  void refusesOneWhoseMigrationsDiffer() throws SQLException {
    TestDatabases.Access database = TestDatabases.migrated();
    execute(database, "update flyway_schema_history set checksum = 7 where version is not null");
    assertThat(refused(database, "").failure()).isEqualTo(StartupFailure.DATABASE_DIFFERS);
  }
}
