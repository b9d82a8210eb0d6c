package org.liangzheng.bench.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The service's embedded PostgreSQL, seen by its administrator. */
public final class Database {
  private final Path folder;

  /**
   * Of a service.
   *
   * @param home its state folder
   */
  public Database(Path home) {
    this.folder = home.resolve("postgres");
  }

  /** A connection of its own; each statement commits. */
  public Connection connect() {
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:" + recorded().get(3).strip() + "/liangzheng",
          "postgres",
          Files.readString(folder.resolve("password"), StandardCharsets.US_ASCII).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the database's own notes cannot be read", unreadable);
    } catch (SQLException refused) {
      throw new IllegalStateException("the service's database cannot be reached", refused);
    }
  }

  /** Its first process; the others descend from it. Empty if it does not run. */
  public Optional<ProcessHandle> process() {
    try {
      return Files.exists(folder.resolve("data/postmaster.pid"))
          ? ProcessHandle.of(Long.parseLong(recorded().getFirst().strip()))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the database's own notes cannot be read", unreadable);
    }
  }

  /** Where it says what it does. */
  Path log() {
    return folder.resolve("server.log");
  }

  /** What the server notes of itself: its process first, its port fourth. */
  private List<String> recorded() throws IOException {
    return Files.readAllLines(folder.resolve("data/postmaster.pid"), StandardCharsets.UTF_8);
  }

  /** One value as text. */
  public static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new IllegalStateException("nothing found by: " + query);
      }
      return Optional.ofNullable(rows.getString(1)).orElse("");
    }
  }

  /** One whole number. */
  public static long number(Connection connection, String query) throws SQLException {
    return Long.parseLong(value(connection, query));
  }

  /** Carries out statements. */
  public static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** Version of the server. */
  public static String version(Connection connection) throws SQLException {
    return value(connection, "show server_version");
  }

  /** Requires that what is committed is safe on disk: a bench on less measures something else. */
  public static void requireSafe(Connection connection) throws SQLException {
    for (String setting : List.of("synchronous_commit", "fsync", "full_page_writes")) {
      if (!value(connection, "show " + setting).equals("on")) {
        throw new IllegalStateException("the database runs without " + setting);
      }
    }
  }
}
