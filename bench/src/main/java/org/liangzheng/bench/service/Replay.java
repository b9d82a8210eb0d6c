package org.liangzheng.bench.service;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements that read, bare: prepared once, sent with the values they had. */
public final class Replay {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** On a connection that no other client uses. */
  public Replay(Connection connection) {
    this.connection = connection;
  }

  /** Sends them one after the other and reads every answer to its end. */
  public void read(List<Statements.Sent> statements) throws SQLException {
    for (Statements.Sent one : statements) {
      PreparedStatement statement = prepared.get(one.sql());
      if (statement == null) {
        statement = connection.prepareStatement(one.sql());
        prepared.put(one.sql(), statement);
      }
      for (int i = 0; i < one.values().size(); i++) {
        statement.setObject(i + 1, one.values().get(i), Types.OTHER);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            Object _ = rows.getObject(column);
          }
        }
      }
    }
  }
}
