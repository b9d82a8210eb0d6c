package org.liangzheng.api.catalogue.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A table of drafts: id, authority, replaces, definition, changed_at. */
public final class Drafts {
  private final JdbcClient database;
  private final JsonMapper json;
  private final String table;
  private final String select;

  public Drafts(JdbcClient database, JsonMapper json, String table) {
    this.database = database;
    this.json = json;
    this.table = table;
    this.select = "select id, authority, replaces, definition, changed_at from " + table;
  }

  Optional<Draft> find(UUID id) {
    return database.sql(select + " where id = ?").param(id).query(this::read).optional();
  }

  /** Last changed first. */
  List<Draft> of(OrganizationId authority) {
    return database
        .sql(select + " where authority = ? order by changed_at desc, id limit 200")
        .param(authority.value())
        .query(this::read)
        .list();
  }

  void insert(Draft draft) {
    database
        .sql(
            "insert into "
                + table
                + " (id, authority, replaces, definition, changed_at) values (?, ?, ?, ?::jsonb, ?)")
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
                "update "
                    + table
                    + " set replaces = ?, definition = ?::jsonb, changed_at = ? where id = ?")
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
    return database.sql("delete from " + table + " where id = ?").param(id).update() == 1;
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
