package org.liangzheng.api.catalogue.matter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Matters that are being written; each belongs to the authority that writes it. */
@Repository
class MatterDrafts {
  private static final String SELECT =
      "select id, authority, replaces, definition, changed_at from catalogue_matter_draft ";

  private final JdbcClient database;
  private final JsonMapper json;

  MatterDrafts(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** A draft; its id is also that of the version that it becomes. */
  record Draft(
      UUID id, OrganizationId authority, int replaces, JsonNode definition, Instant changedAt) {}

  Optional<Draft> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(this::read).optional();
  }

  /** Last changed first. */
  List<Draft> of(OrganizationId authority) {
    return database
        .sql(SELECT + "where authority = ? order by changed_at desc, id limit 200")
        .param(authority.value())
        .query(this::read)
        .list();
  }

  void insert(Draft draft) {
    database
        .sql(
            "insert into catalogue_matter_draft (id, authority, replaces, definition, changed_at)"
                + " values (?, ?, ?, ?::jsonb, ?)")
        .params(
            draft.id(),
            draft.authority().value(),
            draft.replaces(),
            json.writeValueAsString(draft.definition()),
            draft.changedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Whether it was there. */
  boolean update(Draft draft) {
    return database
            .sql(
                "update catalogue_matter_draft set replaces = ?, definition = ?::jsonb,"
                    + " changed_at = ? where id = ?")
            .params(
                draft.replaces(),
                json.writeValueAsString(draft.definition()),
                draft.changedAt().atOffset(ZoneOffset.UTC),
                draft.id())
            .update()
        == 1;
  }

  /** Whether it was there. */
  boolean remove(UUID id) {
    return database.sql("delete from catalogue_matter_draft where id = ?").param(id).update() == 1;
  }

  private Draft read(ResultSet row, int number) throws SQLException {
    return new Draft(
        row.getObject(1, UUID.class),
        new OrganizationId(row.getString(2)),
        row.getInt(3),
        json.readTree(row.getString(4)),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}
