package org.liangzheng.api.sharing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How much each authority fetches: a limit a day, and an alarm at what is unusual for it. */
@Component
class Volume {
  private static final Logger LOG = LoggerFactory.getLogger(Volume.class);
  private static final int DAYS = 14;

  private final JdbcClient database;
  private final AuditLog audit;
  private final SharingSettings settings;
  private final JsonMapper json;

  Volume(JdbcClient database, AuditLog audit, SharingSettings settings, JsonMapper json) {
    this.database = database;
    this.audit = audit;
    this.settings = settings;
    this.json = json;
  }

  /**
   * @throws Problem FETCH_LIMIT_REACHED
   */
  void requireRoom(OrganizationId authority, Instant now) {
    int used =
        database
            .sql("select fetches from sharing_volume where authority = ? and legal_day = ?")
            .params(authority.value(), LegalDay.of(now))
            .query(Integer.class)
            .optional()
            .orElse(0);
    require(authority, used + 1);
  }

  /**
   * Counts one more, in the transaction of the fetch.
   *
   * @param fetch the one that is counted
   * @throws Problem FETCH_LIMIT_REACHED, and nothing is counted
   */
  void count(OrganizationId authority, UUID fetch, String actor, Instant now) {
    LocalDate today = LegalDay.of(now);
    int used =
        database
            .sql(
                "insert into sharing_volume (authority, legal_day, fetches) values (?, ?, 1)"
                    + " on conflict (authority, legal_day)"
                    + " do update set fetches = sharing_volume.fetches + 1 returning fetches")
            .params(authority.value(), today)
            .query(Integer.class)
            .single();
    require(authority, used);
    if (used > settings.alarmFloor() && used > settings.alarmFactor() * mean(authority, today)) {
      alarm(authority, fetch, actor, used, today);
    }
  }

  private void require(OrganizationId authority, int used) {
    int limit = settings.limits().getOrDefault(authority.value(), settings.fetchesADay());
    if (used > limit) {
      throw new Problem(SharingProblem.FETCH_LIMIT_REACHED, Integer.toString(limit))
          .withHeader("Retry-After", "3600");
    }
  }

  private double mean(OrganizationId authority, LocalDate today) {
    return database
        .sql(
            "select coalesce(avg(fetches), 0)::float8 from sharing_volume"
                + " where authority = ? and legal_day < ? and legal_day >= ?")
        .params(authority.value(), today, today.minusDays(DAYS))
        .query(Double.class)
        .single();
  }

  /** Once a day: the log has it, and who supervises reads the log. */
  private void alarm(
      OrganizationId authority, UUID fetch, String actor, int used, LocalDate today) {
    int first =
        database
            .sql(
                "update sharing_volume set alarmed = true"
                    + " where authority = ? and legal_day = ? and not alarmed")
            .params(authority.value(), today)
            .update();
    if (first == 1) {
      LOG.warn("{} fetched {} licences on {}: unusual for it", authority.value(), used, today);
      audit.record(
          new AuditFact(
              "FETCH_VOLUME_UNUSUAL",
              fetch,
              authority,
              actor,
              json.createObjectNode().put("day", today.toString()).put("fetches", used)));
    }
  }
}
