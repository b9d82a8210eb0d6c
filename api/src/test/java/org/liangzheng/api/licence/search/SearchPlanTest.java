package org.liangzheng.api.licence.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a search costs does not follow the size of the register. */
@ApiTest
class SearchPlanTest {
  private static final OrganizationId OWN = new OrganizationId("11990100LC0000015Y");
  private static final OrganizationId OTHER = new OrganizationId("11990100LC0000023R");
  private static final LicenceTypeCode TYPE = new LicenceTypeCode("11100000MB0143028R001");
  private static final OrganizationId HOLDER = new OrganizationId("91990100LC10000173");
  private static final int FEW = 2_000;
  private static final int MANY = 40_000;
  private static final int PAGE = 20;

  @Autowired private LicenceSearch search;
  @Autowired private JdbcClient database;
  @Autowired private BlindIndex indexes;
  @Autowired private Clock clock;
  @Autowired private JsonMapper json;

  /** One in a hundred is not in force, and as many have run out; each tenth is another's. */
  private void grow(int from, int to) {
    LocalDate today = LegalDay.of(clock.instant());
    database
        .sql(
            """
            insert into licence (id, holder, type, authority, status, status_since,
                                 current_version, valid_until)
            select ('0190' || lpad(to_hex(n), 8, '0') || '7000' || '8' || substr(md5(n::text), 1, 15))::uuid,
                   case when n < 30 then :holder else md5('h' || n)::uuid end,
                   case when n % 4 < 2 then :type else '11100000MB0143028R002' end,
                   case when n % 10 = 0 then :other else :own end,
                   case when n % 100 = 1 then 'SUSPENDED' when n % 100 = 2 then 'REVOKED'
                        else 'IN_FORCE' end,
                   now(), 1,
                   case when n % 50 = 3 then :today::date - (n % 300 + 1)
                        when n % 3 = 0 then null else :today::date + n % 3000 end
            from generate_series(:from, :to - 1) n
            """)
        .param("holder", surrogate())
        .param("type", TYPE.value())
        .param("own", OWN.value())
        .param("other", OTHER.value())
        .param("today", today)
        .param("from", from)
        .param("to", to)
        .update();
    BlindIndexValue number = indexes.of("licence_number", "index", "PLAN-1");
    database
        .sql(
            "insert into licence_number (index, key_version, licence)"
                + " select case when n <= 10 then ? else sha256(n::text::bytea) end, ?, id"
                + " from (select id, row_number() over (order by id) n from licence"
                + " where id::text like '0190%') l"
                + " on conflict do nothing")
        .params(number.value().toByteArray(), number.version())
        .update();
    database.sql("vacuum analyze licence").update();
    database.sql("vacuum analyze licence_number").update();
  }

  /** The database is shared: rows that nobody issued would stand in the way of other tests. */
  @AfterEach
  void takeAway() {
    database.sql("delete from licence_number where licence::text like '0190%'").update();
    database.sql("delete from licence where id::text like '0190%'").update();
    database.sql("delete from licence_holder where holder = ?").param(surrogate()).update();
  }

  private static UUID surrogate() {
    return UUID.fromString("00000000-0000-4000-8000-000000000007");
  }

  private static Criteria criteria(
      boolean holder, boolean number, boolean type, Optional<LicenceState> state) {
    return new Criteria(
        OWN,
        holder ? Optional.of(HOLDER) : Optional.empty(),
        Optional.empty(),
        number ? Optional.of("plan-1") : Optional.empty(),
        type ? Optional.of(TYPE) : Optional.empty(),
        state,
        Optional.empty(),
        Optional.empty());
  }

  private static Map<String, Criteria> searches() {
    Map<String, Criteria> all = new LinkedHashMap<>();
    all.put("all", criteria(false, false, false, Optional.empty()));
    all.put("type", criteria(false, false, true, Optional.empty()));
    all.put("holder", criteria(true, false, false, Optional.empty()));
    all.put("number", criteria(false, true, false, Optional.empty()));
    for (LicenceState state : LicenceState.values()) {
      all.put(state.name(), criteria(false, false, false, Optional.of(state)));
      all.put("type " + state, criteria(false, false, true, Optional.of(state)));
    }
    return all;
  }

  /** Pages of 8 kB that a search touches, on its first page and on a later one. */
  private Map<String, Integer> buffers() {
    Map<String, Integer> buffers = new LinkedHashMap<>();
    searches()
        .forEach((name, criteria) -> {
          LocalDate today = LegalDay.of(clock.instant());
          List<Hit> page = search.page(criteria, Optional.empty(), today, PAGE);
          buffers.put(name, buffers(name, criteria, Optional.empty()));
          if (!page.isEmpty()) {
            Position last = LicenceSearch.position(criteria, page.getLast());
            buffers.put(name + ", next", buffers(name, criteria, Optional.of(last)));
          }
        });
    return buffers;
  }

  private int buffers(String name, Criteria criteria, Optional<Position> after) {
    LicenceSearch.Statement statement =
        search.statement(criteria, after, LegalDay.of(clock.instant()), PAGE).orElseThrow();
    String plan =
        database
            .sql("explain (analyze, buffers, format json) " + statement.sql())
            .params(statement.parameters())
            .query(String.class)
            .single();
    JsonNode top = json.readTree(plan).get(0).get("Plan");
    assertThat(plan).as(name).doesNotContain("Seq Scan");
    return top.get("Shared Hit Blocks").asInt() + top.get("Shared Read Blocks").asInt();
  }

  @Test
  void aPageTouchesAsMuchOfALargeRegisterAsOfASmallOne() {
    BlindIndexValue holder = indexes.of("licence_holder", "index", "001:" + HOLDER.value());
    database
        .sql("insert into licence_holder (index, key_version, holder) values (?, ?, ?)")
        .params(holder.value().toByteArray(), holder.version(), surrogate())
        .update();
    grow(0, FEW);
    Map<String, Integer> few = buffers();
    grow(FEW, MANY);
    Map<String, Integer> many = buffers();
    System.out.println("search: buffers at " + FEW + " rows " + few);
    System.out.println("search: buffers at " + MANY + " rows " + many);
    many.forEach((name, blocks) -> {
      // A level more in an index adds a page for each row that is looked up by itself.
      int most = name.startsWith("holder") || name.startsWith("number") ? 2 * PAGE + 12 : 12;
      assertThat(blocks).as(name).isLessThanOrEqualTo(most);
      assertThat(few.getOrDefault(name, 0)).as(name).isLessThanOrEqualTo(most);
    });
  }

  /** An index alone is read: no row of the register is fetched. */
  @Test
  void theCommonSearchesReadIndexesOnly() {
    grow(1_000_000, 1_000_000 + FEW);
    for (String name : List.of("all", "type", "SUSPENDED", "type REVOKED", "EXPIRED")) {
      Criteria criteria = Optional.ofNullable(searches().get(name)).orElseThrow();
      LicenceSearch.Statement statement =
          search
              .statement(criteria, Optional.empty(), LegalDay.of(clock.instant()), PAGE)
              .orElseThrow();
      String plan =
          String.join(
              "\n",
              database
                  .sql("explain " + statement.sql())
                  .params(statement.parameters())
                  .query(String.class)
                  .list());
      assertThat(plan).as(name).contains("Index Only Scan Backward").doesNotContain("Sort");
    }
  }
}
