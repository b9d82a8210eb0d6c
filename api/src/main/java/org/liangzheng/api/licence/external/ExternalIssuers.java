package org.liangzheng.api.licence.external;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registered sources. */
@Repository
class ExternalIssuers {
  private static final Duration HEARD_STEP = Duration.ofSeconds(1);
  private static final String SELECT = "select * from external_issuer ";

  private final JdbcClient database;

  ExternalIssuers(JdbcClient database) {
    this.database = database;
  }

  Optional<ExternalIssuer> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(ExternalIssuers::read).optional();
  }

  Optional<ExternalIssuer> find(String code) {
    return database
        .sql(SELECT + "where code = ?")
        .param(code)
        .query(ExternalIssuers::read)
        .optional();
  }

  List<ExternalIssuer> ofKeeper(OrganizationId keeper) {
    return database
        .sql(SELECT + "where keeper = ? order by code")
        .param(keeper.value())
        .query(ExternalIssuers::read)
        .list();
  }

  /**
   * @return whether the code was free
   */
  boolean insert(ExternalIssuer issuer) {
    return database
            .sql(
                "insert into external_issuer (id, code, name, authority, keeper, client,"
                    + " stale_after, registered_at) values (:id, :code, :name, :authority,"
                    + " :keeper, :client, :staleAfter, :at) on conflict do nothing")
            .param("id", issuer.id())
            .param("code", issuer.code())
            .param("name", issuer.name())
            .param("authority", issuer.authority().value())
            .param("keeper", issuer.keeper().value())
            .param("client", issuer.client().isPresent() ? issuer.client().get() : null)
            .param("staleAfter", issuer.staleAfter().toSeconds())
            .param("at", Timestamp.from(issuer.registeredAt()))
            .update()
        == 1;
  }

  /** A source was heard; told to the second, so that a busy one does not wait for its own row. */
  void heard(UUID id, Instant now) {
    database
        .sql(
            "update external_issuer set heard_at = ? where id = ?"
                + " and (heard_at is null or heard_at < ?)")
        .params(Timestamp.from(now), id, Timestamp.from(now.minus(HEARD_STEP)))
        .update();
  }

  /**
   * Nothing is taken from it any more.
   *
   * @return whether something was until now
   */
  boolean disable(UUID id, Instant now) {
    return database
            .sql("update external_issuer set disabled_at = ? where id = ? and disabled_at is null")
            .params(Timestamp.from(now), id)
            .update()
        == 1;
  }

  /**
   * Only this client delivers from now on.
   *
   * @return whether the source is still in use
   */
  boolean deliveredBy(UUID id, String client) {
    return database
            .sql("update external_issuer set client = ? where id = ? and disabled_at is null")
            .params(client, id)
            .update()
        == 1;
  }

  private static ExternalIssuer read(ResultSet row, int number) throws SQLException {
    return new ExternalIssuer(
        row.getObject("id", UUID.class),
        row.getString("code"),
        row.getString("name"),
        new OrganizationId(row.getString("authority")),
        new OrganizationId(row.getString("keeper")),
        Optional.ofNullable(row.getString("client")),
        Duration.ofSeconds(row.getLong("stale_after")),
        row.getTimestamp("registered_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("heard_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("disabled_at")).map(Timestamp::toInstant));
  }
}
