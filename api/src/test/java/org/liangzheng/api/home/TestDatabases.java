package org.liangzheng.api.home;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.springframework.boot.SpringApplication;

/**
 * Databases for tests: one server for the test JVM (or the one {@code LZ_TEST_JDBC_URL} names,
 * whose account may create databases), and copies of a migrated template, each test world its own.
 */
public final class TestDatabases {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();
  private static final List<String> MADE = new CopyOnWriteArrayList<>();
  private static Server server;

  /** Kept: its lock on the folder lasts no longer than itself. */
  private static Home home;

  private static String template;

  private TestDatabases() {}

  /** How to reach one database. */
  public record Access(String url, String user, String password) {
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }

    /** A pool as the service has one, of so many connections. */
    public HikariDataSource pool(int connections) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setUsername(user);
      config.setPassword(password);
      config.setMaximumPoolSize(connections);
      return new HikariDataSource(config);
    }
  }

  private record Server(Access administrator, Runnable stop) {
    Access database(String name) {
      String url = administrator.url().replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
      return new Access(url, administrator.user(), administrator.password());
    }

    void execute(String sql) throws SQLException {
      try (Connection connection = administrator.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /** A new database with every migration applied. */
  public static synchronized Access migrated() {
    try {
      Server running = server();
      if (template == null) {
        String name = name("template");
        running.execute("create database " + name);
        MADE.add(name);
        Access access = running.database(name);
        Flyway.configure()
            .dataSource(access.url(), access.user(), access.password())
            .locations("classpath:db/migration")
            .load()
            .migrate();
        template = name;
      }
      return create(running, " template " + template);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A new database with nothing in it. */
  public static synchronized Access empty() {
    try {
      return create(server(), "");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Access create(Server running, String how) throws SQLException {
    String name = name("test");
    running.execute("create database " + name + how);
    MADE.add(name);
    return running.database(name);
  }

  private static String name(String kind) {
    byte[] suffix = new byte[6];
    RANDOM.nextBytes(suffix);
    return "lz_" + kind + "_" + HEX.formatHex(suffix);
  }

  private static Server server() {
    if (server == null) {
      String url = System.getenv("LZ_TEST_JDBC_URL");
      server = url == null || url.isBlank() ? own() : named(url);
      // After the services of this process, which would wait for it in vain while they end.
      SpringApplication.getShutdownHandlers().add(server.stop());
    }
    return server;
  }

  private static Server named(String url) {
    Access access =
        new Access(
            url, System.getenv("LZ_TEST_JDBC_USERNAME"), System.getenv("LZ_TEST_JDBC_PASSWORD"));
    Server[] self = new Server[1];
    self[0] = new Server(access, () -> MADE.forEach(name -> drop(self[0], name)));
    return self[0];
  }

  private static void drop(Server running, String name) {
    try {
      running.execute("drop database if exists " + name + " with (force)");
    } catch (SQLException failed) {
      System.err.println("a test database stays behind: " + name);
    }
  }

  /** Keeps its folder between runs: making one anew takes seconds. */
  private static Server own() {
    home = freeHome();
    PostgresServer postgres = PostgresServer.start(home, RANDOM);
    Access access =
        new Access(
            "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres",
            PostgresServer.SUPERUSER,
            postgres.superuserPassword());
    Server own = new Server(access, postgres::close);
    dropLeftBehind(own);
    return own;
  }

  private static Home freeHome() {
    for (int i = 1; i < 20; i++) {
      try {
        return Home.open(Path.of("target", "test-home-" + i).toString(), Clock.systemUTC());
      } catch (StartupProblem problem) {
        if (problem.failure() != StartupFailure.HOME_LOCKED) {
          throw problem;
        }
      }
    }
    throw new IllegalStateException("every test home is in use");
  }

  private static void dropLeftBehind(Server own) {
    try (Connection connection = own.administrator().connect();
        Statement statement = connection.createStatement();
        var names =
            statement.executeQuery("select datname from pg_database where datname like 'lz\\_%'")) {
      while (names.next()) {
        drop(own, names.getString(1));
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
