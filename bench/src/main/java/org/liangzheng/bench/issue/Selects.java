package org.liangzheng.bench.issue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.liangzheng.bench.service.Database;
import org.liangzheng.bench.service.Seed;
import org.liangzheng.verifier.crypto.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's own statements of a search, bare. */
final class Selects {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS =
      "select id, type, status, valid_until, current_version from licence where authority = ?";
  private static final String ORDER = " and (id) >= (?) and (id) < (?) order by id desc limit ?";
  static final String BY_NUMBER =
      COLUMNS
          + " and id = any(array(select licence from licence_number where"
          + " (index = ? and key_version = ?)))"
          + ORDER;
  static final String BY_HOLDER = COLUMNS + " and holder = ?" + ORDER;
  static final String HOLDER =
      "select holder from licence_holder where index = ? and key_version = ?";

  private static final UUID LOWEST = new UUID(0, 0);
  private static final UUID HIGHEST = new UUID(-1, -1);

  /** A page of the API, and one to see whether there is another. */
  private static final int LIMIT = 51;

  private final String authority;
  private final String before;

  private Selects(String authority, String before) {
    this.authority = authority;
    this.before = before;
  }

  /** The statements as they are. */
  static Selects of(String authority) {
    return new Selects(authority, "");
  }

  /** The statements, to be explained instead. */
  static Selects explained(String authority) {
    return new Selects(authority, "explain (analyze, buffers, format json) ");
  }

  /** What leads to a licence: indexes are keyed, so they are read from where they stand. */
  record Keys(
      UUID id,
      UUID holder,
      ByteString holderIndex,
      int holderKey,
      ByteString numberIndex,
      int numberKey) {}

  static Keys keys(Connection connection, Seed seed) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select l.id, l.holder, h.index, h.key_version, n.index, n.key_version from licence l"
                + " join licence_holder h on h.holder = l.holder"
                + " join licence_number n on n.licence = l.id where l.id = ?")) {
      statement.setObject(1, seed.id());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Keys(
            rows.getObject(1, UUID.class),
            rows.getObject(2, UUID.class),
            ByteString.of(rows.getBytes(3)),
            rows.getInt(4),
            ByteString.of(rows.getBytes(5)),
            rows.getInt(6));
      }
    }
  }

  /** The prepared statements of one connection. */
  final class Prepared {
    private final PreparedStatement number;
    private final PreparedStatement holder;
    private final PreparedStatement licences;

    Prepared(Connection connection) throws SQLException {
      number = connection.prepareStatement(before + BY_NUMBER);
      holder = connection.prepareStatement(before + HOLDER);
      licences = connection.prepareStatement(before + BY_HOLDER);
    }

    ResultSet number(Keys keys) throws SQLException {
      number.setString(1, authority);
      number.setBytes(2, keys.numberIndex().toByteArray());
      number.setInt(3, keys.numberKey());
      range(number, 4);
      return number.executeQuery();
    }

    ResultSet holder(Keys keys) throws SQLException {
      holder.setBytes(1, keys.holderIndex().toByteArray());
      holder.setInt(2, keys.holderKey());
      return holder.executeQuery();
    }

    ResultSet licences(UUID surrogate) throws SQLException {
      licences.setString(1, authority);
      licences.setObject(2, surrogate);
      range(licences, 3);
      return licences.executeQuery();
    }

    void findByNumber(Keys keys) throws SQLException {
      found(number(keys), keys);
    }

    void findByHolder(Keys keys) throws SQLException {
      try (ResultSet row = holder(keys)) {
        row.next();
        found(licences(row.getObject(1, UUID.class)), keys);
      }
    }

    private static void found(ResultSet rows, Keys keys) throws SQLException {
      try (rows) {
        if (!rows.next() || !keys.id().equals(rows.getObject(1, UUID.class)) || rows.next()) {
          throw new IllegalStateException("a select did not find the one licence");
        }
      }
    }
  }

  private static void range(PreparedStatement statement, int from) throws SQLException {
    statement.setObject(from, LOWEST);
    statement.setObject(from + 1, HIGHEST);
    statement.setInt(from + 2, LIMIT);
  }

  Prepared prepare(Connection connection) throws SQLException {
    return new Prepared(connection);
  }

  /**
   * Pages of 8 kB a search touches, in memory or on disk; without those of planning.
   *
   * @param byNumber mean of a search by number
   * @param byHolder mean of a search by holder, its two statements together
   */
  record Buffers(double byNumber, double byHolder) {}

  /** Explains the statements for each of some licences. */
  static Buffers buffers(Connection connection, String authority, List<Seed> seeds)
      throws SQLException {
    Prepared prepared = explained(authority).prepare(connection);
    double number = 0;
    double holder = 0;
    for (Seed seed : seeds) {
      Keys keys = keys(connection, seed);
      number += touched(prepared.number(keys));
      holder += touched(prepared.holder(keys)) + touched(prepared.licences(keys.holder()));
    }
    return new Buffers(number / seeds.size(), holder / seeds.size());
  }

  private static long touched(ResultSet explanation) throws SQLException {
    try (explanation) {
      explanation.next();
      JsonNode plan = JSON.readTree(explanation.getString(1)).get(0).required("Plan");
      return plan.required("Shared Hit Blocks").asLong()
          + plan.required("Shared Read Blocks").asLong();
    }
  }

  /**
   * Holds the statements against those the service sent last; a difference would measure something
   * else than the service does.
   */
  static void requireOwn(Connection connection, String like, String statement) throws SQLException {
    String sent =
        Database.value(
            connection,
            String.format(
                Locale.ROOT,
                "select query from pg_stat_activity where application_name = 'liangzheng'"
                    + " and query like '%s%%' order by query_start desc limit 1",
                like));
    if (!sent.replaceAll("\\$\\d+", "?").equals(statement)) {
      throw new IllegalStateException("the service searches by another statement now: " + sent);
    }
  }
}
