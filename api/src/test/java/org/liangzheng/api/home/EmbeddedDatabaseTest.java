package org.liangzheng.api.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupFailures;
import org.liangzheng.api.start.StartupProblem;

class EmbeddedDatabaseTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration RESTART_LIMIT = Duration.ofSeconds(40);

  private final SecureRandom random = new SecureRandom();

  @TempDir Path folder;

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.getJdbcUrl(), database.getUsername(), database.getPassword());
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getString(1) : null;
    }
  }

  @Test
  void keepsWhatIsWrittenAndIsOpenToItsAccountAlone() throws Exception {
    try (Home home = Home.open(folder.resolve("名 字").toString(), CLOCK)) {
      String secondPassword;
      try (EmbeddedDatabase database = EmbeddedDatabase.start(home, random);
          Connection connection = connect(database)) {
        assertThat(ask(connection, "show fsync")).isEqualTo("on");
        assertThat(ask(connection, "show synchronous_commit")).isEqualTo("on");
        assertThat(ask(connection, "show full_page_writes")).isEqualTo("on");
        assertThat(ask(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Path.of("/tmp/.s.PGSQL." + database.port())).doesNotExist();
        assertThat(ask(connection, "show server_encoding")).isEqualTo("UTF8");
        assertThat(ask(connection, "select lower('ÄÖ')||'亮'")).isEqualTo("äö亮");
        assertThat(ask(connection, "select rolsuper from pg_roles where rolname = current_user"))
            .isEqualTo("f");
        try (Statement statement = connection.createStatement()) {
          statement.execute("create table kept (text text)");
          statement.execute("insert into kept values ('亮证')");
        }
        for (String user : new String[] {"postgres", "liangzheng"}) {
          assertThat(refusal(database.getJdbcUrl(), user, "wrong")).isEqualTo("28P01");
        }
        secondPassword = database.getPassword();
      }
      assertThat(Leftovers.of(home.path().resolve("postgres/data"))).isEmpty();
      try (EmbeddedDatabase database = EmbeddedDatabase.start(home, random);
          Connection connection = connect(database)) {
        assertThat(ask(connection, "select text from kept")).isEqualTo("亮证");
        assertThat(database.getPassword()).isNotEqualTo(secondPassword);
      }
      assertThat(Files.readString(home.path().resolve("postgres/server.log")))
          .doesNotContain(secondPassword);
    }
  }

  private static String refusal(String url, String user, String password) {
    SQLException refused =
        catchThrowableOfType(
            SQLException.class, () -> DriverManager.getConnection(url, user, password).close());
    return refused == null ? "connected" : refused.getSQLState();
  }

  @Test
  void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
    Path state = folder.resolve("home");
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                state.toString())
            .redirectError(folder.resolve("writer.err").toFile())
            .start();
    int acknowledged = 0;
    try (BufferedReader said = writer.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.matches("\\d+")) {
          acknowledged = Integer.parseInt(line);
        }
        if (acknowledged == 300) {
          // kill -9. By its handle: the process object would close what is still to be read.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged)
        .as(() -> readQuietly(folder.resolve("writer.err")))
        .isGreaterThanOrEqualTo(300);
    assertThat(Leftovers.of(state.resolve("postgres/data"))).as("the orphan").isNotEmpty();

    long begun = System.nanoTime();
    try (Home home = Home.open(state.toString(), CLOCK);
        EmbeddedDatabase database = EmbeddedDatabase.start(home, random);
        Connection connection = connect(database)) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(RESTART_LIMIT);
      assertThat(ask(connection, "select count(*) from written where number <= " + acknowledged))
          .isEqualTo(Integer.toString(acknowledged));
    }
    assertThat(Leftovers.of(state.resolve("postgres/data"))).isEmpty();
  }

  private static String readQuietly(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  void startsWhenTheRecordedNumberBelongsToAnotherProgram() throws Exception {
    try (Home home = Home.open(folder.resolve("home").toString(), CLOCK)) {
      EmbeddedDatabase.start(home, random).close();
      Files.writeString(
          home.path().resolve("postgres/data/postmaster.pid"),
          ProcessHandle.current().pid() + "\n/elsewhere\n1\n1\n\n127.0.0.1\n1 1\nready\n");
      EmbeddedDatabase.start(home, random).close();
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void showsTheEndOfTheLogWhenItDoesNotStart() throws Exception {
    try (Home home = Home.open(folder.resolve("home").toString(), CLOCK)) {
      EmbeddedDatabase.start(home, random).close();
      Files.writeString(home.path().resolve("postgres/data/PG_VERSION"), "17\n");
      StartupProblem problem =
          catchThrowableOfType(
              StartupProblem.class, () -> EmbeddedDatabase.start(home, random).close());
      assertThat(problem.failure()).isEqualTo(StartupFailure.DATABASE_NOT_STARTING);
      assertThat(String.join("\n", problem.details())).contains("incompatible");
      assertThat(StartupFailures.text(problem)).contains("server.log").contains("exit code 15");
    }
  }

  @Test
  void anInitialisationCutShortIsDoneAgain() throws Exception {
    try (Home home = Home.open(folder.resolve("home").toString(), CLOCK)) {
      Path half = home.folder("postgres").resolve("data.new");
      Files.createDirectory(half);
      Files.writeString(half.resolve("postgresql.conf"), "half");
      Files.createDirectory(home.path().resolve("postgres/bin-new"));
      EmbeddedDatabase.start(home, random).close();
      assertThat(half).doesNotExist();
    }
  }

  @Test
  void runsAsRootWithoutUserNamespaces() throws Exception {
    Assumptions.assumeTrue(
        ServerAccount.choose() != ServerAccount.SAME, "not run: only root changes accounts");
    try (Home home = Home.open(folder.resolve("home").toString(), CLOCK)) {
      // And back, and again: the data folder changes hands.
      for (ServerAccount account :
          new ServerAccount[] {
            ServerAccount.NOBODY, ServerAccount.NAMESPACE, ServerAccount.NOBODY
          }) {
        if (account == ServerAccount.NAMESPACE && ServerAccount.choose() != account) {
          continue;
        }
        try (PostgresServer server = PostgresServer.start(home, random, account);
            Connection connection =
                DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                    "postgres",
                    server.superuserPassword())) {
          assertThat(ask(connection, "select 1")).isEqualTo("1");
        }
      }
    }
  }

  @Test
  void aFullDiskIsNamed() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("small"));
    Assumptions.assumeTrue(
        mount(mount, "mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", mount.toString()),
        "not run: mounting a small disk needs root");
    try {
      Files.setPosixFilePermissions(
          mount, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
      // Enough to unpack the programs, not for the database: fails in initdb.
      assertFull(mount.resolve("home"), "initdb");
      // Not enough for anything.
      byte[] filler = new byte[1 << 16];
      try (var out = Files.newOutputStream(mount.resolve("filler"))) {
        while (true) {
          out.write(filler);
        }
      } catch (IOException full) {
        assertFull(mount.resolve("other"), "lock");
      }
    } finally {
      assertThat(mount(mount, "umount", mount.toString())).isTrue();
    }
  }

  private void assertFull(Path state, String step) {
    StartupProblem problem =
        catchThrowableOfType(
            StartupProblem.class,
            () -> {
              try (Home home = Home.open(state.toString(), CLOCK)) {
                EmbeddedDatabase.start(home, random).close();
              }
            });
    assertThat(problem).isNotNull();
    assertThat(problem.failure()).isEqualTo(StartupFailure.DISK_FULL);
    assertThat(problem.arguments().get(2)).isEqualTo(step);
  }

  private static boolean mount(Path at, String... command) throws IOException {
    try {
      return Files.isDirectory(at)
          && Command.run(java.util.List.of(command), Duration.ofSeconds(10)).succeeded();
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
