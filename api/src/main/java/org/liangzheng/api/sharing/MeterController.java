package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much paper was not asked for. 免提交成效 */
@RestController
class MeterController {
  private static final int MOST_MONTHS = 24;

  /** Years are compared as text: they have four digits, and months before and after them. */
  private static final int FIRST_YEAR = 1000;

  private static final int LAST_YEAR = 9998;
  private static final String MONTH = "to_char(m.asked_at at time zone 'Asia/Shanghai', 'YYYY-MM')";

  private final JdbcClient database;
  private final Clock clock;

  MeterController(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A material of a matter in a month, by the month in which its cases were opened.
   *
   * @param refused refused fetches by problem code
   * @param paper cases in which paper was asked for anyway
   * @param paperReasons those by reason
   * @param medianSeconds from opening to the first fetch; absent without a fetch
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String month,
      String matter,
      String material,
      String authority,
      long asked,
      long covered,
      long fetched,
      SortedMap<String, Long> refused,
      long paper,
      SortedMap<String, Long> paperReasons,
      @Nullable Double medianSeconds) {}

  /** All of a time. */
  record Meter(String from, String to, List<Line> lines) {}

  /** What counts are kept by. */
  private record Key(String month, String matter, String material) {}

  /**
   * Of the cases that the caller's authority opened.
   *
   * @param from first month, {@code 2026-11}; without it the present one
   * @param to last month; without it the first
   */
  @GetMapping("/v1/sharing-meter")
  @Access(scope = Scope.SHARING_METER_READ)
  ResponseEntity<Meter> meter(
      Caller.OfAuthority caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    YearMonth first =
        from == null ? YearMonth.from(LegalDay.of(clock.instant())) : month(from, "from");
    YearMonth last = to == null ? first : month(to, "to");
    if (last.isBefore(first) || last.minusMonths(MOST_MONTHS).isAfter(first)) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "to");
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Meter(
                first.toString(), last.toString(), lines(caller.authority().value(), first, last)));
  }

  private static YearMonth month(String text, String name) {
    try {
      YearMonth month = YearMonth.parse(text);
      if (month.getYear() < FIRST_YEAR || month.getYear() > LAST_YEAR) {
        throw new Problem(WebProblem.PARAMETER_INVALID, name);
      }
      return month;
    } catch (DateTimeException wrong) {
      throw new Problem(WebProblem.PARAMETER_INVALID, name).causedBy(wrong);
    }
  }

  private List<Line> lines(String authority, YearMonth from, YearMonth to) {
    Map<Key, SortedMap<String, Long>> refused =
        counts(
            "select "
                + MONTH
                + ", c.matter, m.material, r.code, count(*) from sharing_refusal r"
                + " join sharing_case c on c.id = r.case_id"
                + " join sharing_case_material m on m.case_id = r.case_id"
                + " and m.material = r.material"
                + WHERE
                + " group by 1, 2, 3, 4",
            authority,
            from,
            to);
    Map<Key, SortedMap<String, Long>> paper =
        counts(
            "select "
                + MONTH
                + ", c.matter, m.material, m.paper_reason, count(*)"
                + " from sharing_case_material m join sharing_case c on c.id = m.case_id"
                + WHERE
                + " and m.paper_reason is not null group by 1, 2, 3, 4",
            authority,
            from,
            to);
    return database
        .sql(
            "select "
                + MONTH
                + ", c.matter, m.material, count(*),"
                + " count(*) filter (where m.covered), count(m.first_fetched_at),"
                + " count(m.paper_at), percentile_cont(0.5) within group (order by"
                + " extract(epoch from m.first_fetched_at - m.asked_at)::float8)"
                + " from sharing_case_material m join sharing_case c on c.id = m.case_id"
                + WHERE
                + " group by 1, 2, 3 order by 1, 2, 3")
        .params(authority, from.toString(), to.toString())
        .query((row, _) -> {
          Key key = new Key(row.getString(1), row.getString(2), row.getString(3));
          double median = row.getDouble(8);
          boolean none = row.wasNull();
          return new Line(
              key.month(),
              key.matter(),
              key.material(),
              authority,
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              refused.getOrDefault(key, new TreeMap<>()),
              row.getLong(7),
              paper.getOrDefault(key, new TreeMap<>()),
              none ? null : median);
        })
        .list();
  }

  private static final String WHERE =
      " where c.authority = ? and " + MONTH + " >= ? and " + MONTH + " <= ?";

  private Map<Key, SortedMap<String, Long>> counts(
      String sql, String authority, YearMonth from, YearMonth to) {
    Map<Key, SortedMap<String, Long>> counts = new HashMap<>();
    database
        .sql(sql)
        .params(authority, from.toString(), to.toString())
        .query(row -> {
          counts
              .computeIfAbsent(
                  new Key(row.getString(1), row.getString(2), row.getString(3)),
                  _ -> new TreeMap<>())
              .put(row.getString(4), row.getLong(5));
        });
    return counts;
  }
}
