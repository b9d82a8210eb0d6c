package org.liangzheng.api.home;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;

/** A process that writes rows and says so after each commit, until it is killed. */
public final class CrashingWriter {

  private CrashingWriter() {}

  public static void main(String[] arguments) throws Exception {
    Home home = Home.open(arguments[0], Clock.systemUTC());
    EmbeddedDatabase database = EmbeddedDatabase.start(home, new SecureRandom());
    try (Connection connection =
        DriverManager.getConnection(
            database.getJdbcUrl(), database.getUsername(), database.getPassword())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table written (number integer primary key)");
      }
      try (PreparedStatement insert =
          connection.prepareStatement("insert into written values (?)")) {
        for (int number = 1; ; number++) {
          insert.setInt(1, number);
          insert.executeUpdate();
          System.out.println(number);
          System.out.flush();
        }
      }
    }
  }
}
