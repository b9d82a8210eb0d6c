package org.liangzheng.api.licence.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.licence.LicenceHolders;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.licence.RegisteredLicence;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Pages of licences, the newest first. The order is that of the ids, which grow with time, so a
 * page begins where the one before ended whatever is issued meanwhile. What has expired comes in
 * the order of its last days, the latest first: that is the way it can be found without reading all
 * that has not.
 */
@Repository
class LicenceSearch {
  private static final UUID LOWEST = new UUID(0, 0);

  /** No id of version 7 is as high. */
  private static final UUID HIGHEST = new UUID(-1, -1);

  private static final LocalDate EARLIEST_DAY = LocalDate.of(1, 1, 1);

  private final JdbcClient database;
  private final BlindIndex indexes;
  private final LicenceRegister register;
  private final LicenceHolders holders;

  LicenceSearch(
      JdbcClient database, BlindIndex indexes, LicenceRegister register, LicenceHolders holders) {
    this.database = database;
    this.indexes = indexes;
    this.register = register;
    this.holders = holders;
  }

  /**
   * The next licences.
   *
   * @param after the last one of the page before
   * @param today the legal day by which something has expired
   */
  List<Hit> page(Criteria criteria, Optional<Position> after, LocalDate today, int limit) {
    Optional<Statement> statement = statement(criteria, after, today, limit);
    if (statement.isEmpty()) {
      return List.of();
    }
    return database
        .sql(statement.get().sql())
        .params(statement.get().parameters())
        .query(LicenceSearch::read)
        .list();
  }

  /** Where a licence stands in the order of its search. */
  static Position position(Criteria criteria, Hit hit) {
    return new Position(hit.id(), byEnd(criteria) ? hit.validUntil() : Optional.empty());
  }

  private static boolean byEnd(Criteria criteria) {
    return criteria.state().equals(Optional.of(LicenceState.EXPIRED));
  }

  /** A query and what fills it. */
  record Statement(String sql, List<@Nullable Object> parameters) {}

  /** Empty if it is known that nothing is to be found. */
  Optional<Statement> statement(
      Criteria criteria, Optional<Position> after, LocalDate today, int limit) {
    boolean few =
        criteria.holder().isPresent()
            || criteria.identifier().isPresent()
            || criteria.number().isPresent();
    Where where = new Where();
    if (few && !few(where, criteria)) {
      return Optional.empty();
    }
    List<String> order = new ArrayList<>();
    if (byEnd(criteria)) {
      byEnd(where, order, criteria, after, today, few);
    } else {
      byTime(where, order, criteria, after, today, few);
    }
    where.parameters.add(limit);
    return Optional.of(
        new Statement(
            "select id, type, status, valid_until, current_version from licence where "
                + String.join(" and ", where.conditions)
                + " order by "
                + String.join(", ", order.stream().map(column -> column + " desc").toList())
                + " limit ?",
            where.parameters));
  }

  private static final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    void and(String condition, Object... values) {
      conditions.add(condition);
      parameters.addAll(List.of(values));
    }

    /**
     * Between two rows, as an index has them: written like this there is one index that gives the
     * order, and the planner does not weigh reading the newest of all authorities against it.
     */
    void between(List<String> columns, List<Object> prefix, List<Object> low, List<Object> high) {
      String row = "(" + String.join(", ", columns) + ")";
      String marks = "(" + String.join(", ", columns.stream().map(_ -> "?").toList()) + ")";
      conditions.add(row + " >= " + marks);
      parameters.addAll(prefix);
      parameters.addAll(low);
      conditions.add(row + " < " + marks);
      parameters.addAll(prefix);
      parameters.addAll(high);
    }
  }

  /** Criteria that only a handful of licences meet; false if it is known that none does. */
  private boolean few(Where where, Criteria criteria) {
    where.and("authority = ?", criteria.authority().value());
    if (criteria.holder().isPresent()) {
      Optional<UUID> holder = holders.find(criteria.holder().get());
      if (holder.isEmpty()) {
        return false;
      }
      where.and("holder = ?", holder.get());
    }
    if (criteria.identifier().isPresent()) {
      Optional<UUID> licence =
          register.find(criteria.identifier().get()).map(RegisteredLicence::id);
      if (licence.isEmpty()) {
        return false;
      }
      where.and("id = ?", licence.get());
    }
    criteria.number().ifPresent(number -> number(where, number));
    criteria.type().ifPresent(type -> where.and("type = ?", type.value()));
    return true;
  }

  private static void byTime(
      Where where,
      List<String> order,
      Criteria criteria,
      Optional<Position> after,
      LocalDate today,
      boolean few) {
    UUID low = criteria.from().map(LicenceSearch::first).orElse(LOWEST);
    UUID high = criteria.before().map(LicenceSearch::first).orElse(HIGHEST);
    if (after.isPresent() && isBelow(after.get().id(), high)) {
      high = after.get().id();
    }
    List<Object> prefix = few ? List.of() : prefix(criteria, order);
    Optional<LicenceState> state = criteria.state();
    if (state.equals(Optional.of(LicenceState.IN_FORCE))) {
      where.and("status = 'IN_FORCE'");
      where.and("(valid_until is null or valid_until >= ?)", today);
    } else if (state.isPresent()) {
      // So that the planner sees that the smaller index will do.
      where.and("status <> 'IN_FORCE'");
      if (few) {
        where.and("status = ?", state.get().name());
      } else {
        order.add("status");
        prefix = new ArrayList<>(prefix);
        prefix.add(state.get().name());
      }
    }
    order.add("id");
    where.between(order, prefix, List.of(low), List.of(high));
  }

  private static void byEnd(
      Where where,
      List<String> order,
      Criteria criteria,
      Optional<Position> after,
      LocalDate today,
      boolean few) {
    where.and("status = 'IN_FORCE'");
    where.and("valid_until is not null");
    List<Object> prefix = few ? List.of() : prefix(criteria, order);
    order.add("valid_until");
    order.add("id");
    where.between(
        order,
        prefix,
        List.of(EARLIEST_DAY, LOWEST),
        after
            .map(last -> List.<Object>of(last.end().orElseThrow(), last.id()))
            .orElse(List.of(today, LOWEST)));
    criteria.from().ifPresent(from -> where.and("id >= ?", first(from)));
    criteria.before().ifPresent(before -> where.and("id < ?", first(before)));
  }

  private static List<Object> prefix(Criteria criteria, List<String> columns) {
    List<Object> prefix = new ArrayList<>();
    columns.add("authority");
    prefix.add(criteria.authority().value());
    if (criteria.type().isPresent()) {
      columns.add("type");
      prefix.add(criteria.type().get().value());
    }
    return prefix;
  }

  /** As the database orders ids: by their bytes. */
  private static boolean isBelow(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high < 0
        || (high == 0
            && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
                < 0);
  }

  private void number(Where where, String number) {
    List<String> either = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (BlindIndexValue index : indexes.all("licence_number", "index", number)) {
      either.add("(index = ? and key_version = ?)");
      values.add(index.value().toByteArray());
      values.add(index.version());
    }
    where.and(
        "id = any(array(select licence from licence_number where "
            + String.join(" or ", either)
            + "))",
        values.toArray());
  }

  /** The smallest id of a moment: RFC 9562 §5.7, 48 bits of milliseconds first. */
  private static UUID first(Instant moment) {
    return new UUID(moment.toEpochMilli() << 16, 0);
  }

  private static Hit read(ResultSet row, int number) throws SQLException {
    return new Hit(
        row.getObject(1, UUID.class),
        row.getString(2),
        LicenceStatus.valueOf(row.getString(3)),
        Optional.ofNullable(row.getObject(4, LocalDate.class)),
        row.getInt(5));
  }
}
