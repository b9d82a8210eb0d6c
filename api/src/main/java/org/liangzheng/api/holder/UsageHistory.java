package org.liangzheng.api.holder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads who used licences. */
@Service
public class UsageHistory {
  private final JdbcClient database;

  UsageHistory(JdbcClient database) {
    this.database = database;
  }

  /**
   * A use that was recorded.
   *
   * @param client who used it: a machine, an account, or a verifier point
   * @param receipt of the fetch that it was; null for other uses
   */
  public record Used(
      UUID id,
      UUID licence,
      Usage.Kind kind,
      OrganizationId authority,
      String client,
      UseCause cause,
      Instant usedAt,
      @Nullable UUID receipt) {}

  /** Where a page ended. */
  public record Position(Instant usedAt, UUID id) {}

  /**
   * Uses of some licences, newest first.
   *
   * @param from earliest, included
   * @param until latest, not included
   * @param after those before this one; empty: from the newest
   */
  public List<Used> of(
      Collection<UUID> licences, Instant from, Instant until, Optional<Position> after, int limit) {
    if (licences.isEmpty()) {
      return List.of();
    }
    Position position = after.orElse(new Position(until, new UUID(0, 0)));
    return database
        .sql(
            "select id, licence, kind, authority, client, cause, used_at, receipt from"
                + " holder_usage where licence = any (:licences) and used_at >= :from and used_at < :until"
                + " and (used_at, id) < (:at, :id) order by used_at desc, id desc limit :limit")
        .param("licences", licences.toArray(UUID[]::new))
        .param("from", at(from))
        .param("until", at(until))
        .param("at", at(position.usedAt()))
        .param("id", position.id())
        .param("limit", limit)
        .query((row, _) -> read(row))
        .list();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Used read(ResultSet row) throws SQLException {
    return new Used(
        row.getObject("id", UUID.class),
        row.getObject("licence", UUID.class),
        Usage.Kind.valueOf(row.getString("kind")),
        new OrganizationId(row.getString("authority")),
        row.getString("client"),
        new UseCause(row.getString("cause")),
        row.getObject("used_at", OffsetDateTime.class).toInstant(),
        row.getObject("receipt", UUID.class));
  }
}
