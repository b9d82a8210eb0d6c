package org.liangzheng.api.home;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The database of a run without a configured one. The service connects as {@code liangzheng}, which
 * owns the database and nothing else; its password is new at every start and exists in memory only.
 */
public final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

  private static final String NAME = "liangzheng";

  private final PostgresServer server;
  private final String password;

  private EmbeddedDatabase(PostgresServer server, String password) {
    this.server = server;
    this.password = password;
  }

  /**
   * Starts the server, makes account and database when missing.
   *
   * @throws org.liangzheng.api.start.StartupProblem as {@link PostgresServer#start}
   */
  static EmbeddedDatabase start(Home home, SecureRandom random) {
    PostgresServer server = PostgresServer.start(home, random);
    try {
      String password = Secrets.base32(random, 32);
      prepare(server, password);
      return new EmbeddedDatabase(server, password);
    } catch (SQLException | RuntimeException failed) {
      server.close();
      if (failed instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException("the embedded database could not be prepared", failed);
    }
  }

  private static void prepare(PostgresServer server, String password) throws SQLException {
    Properties account = new Properties();
    account.setProperty("user", PostgresServer.SUPERUSER);
    account.setProperty("password", server.superuserPassword());
    try (Connection connection = DriverManager.getConnection(url(server, "postgres"), account);
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "select 1 from pg_roles where rolname = 'liangzheng'")) {
        statement.execute("create role liangzheng login");
      }
      // Letters and digits only; the server's log is set never to show statements.
      statement.execute("alter role liangzheng password '" + password + "'");
      if (!exists(statement, "select 1 from pg_database where datname = 'liangzheng'")) {
        statement.execute("create database liangzheng owner liangzheng");
      }
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next();
    }
  }

  private static String url(PostgresServer server, String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
  }

  /** Loopback port of the server. */
  public int port() {
    return server.port();
  }

  @Override
  public String getUsername() {
    return NAME;
  }

  @Override
  public String getPassword() {
    return password;
  }

  @Override
  public String getJdbcUrl() {
    return url(server, NAME);
  }

  @Override
  public void close() {
    server.close();
  }
}
