package org.liangzheng.api.sharing;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of cases. */
@Repository
class CaseRows {
  private static final String SELECT =
      "select c.id, c.matter, c.matter_version, c.authority, c.state, c.content, c.opened_at,"
          + " c.closed_at, array(select p.role || ' ' || p.party from sharing_case_party p"
          + " where p.case_id = c.id) from sharing_case c ";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final Matters matters;

  CaseRows(JdbcClient database, FieldCipher cipher, Matters matters) {
    this.database = database;
    this.cipher = cipher;
    this.matters = matters;
  }

  Optional<SharingCase> find(UUID id) {
    return database
        .sql(SELECT + "where c.id = ?")
        .param(id)
        .query(this::read)
        .optional()
        .map(this::whole);
  }

  /** Cases that are about a party, newest first. */
  List<SharingCase> of(UUID party, int limit) {
    return database
        .sql(
            SELECT
                + "where c.id in (select case_id from sharing_case_party where party = ?)"
                + " order by c.opened_at desc, c.id desc limit ?")
        .params(party, limit)
        .query(this::read)
        .list()
        .stream()
        .map(this::whole)
        .toList();
  }

  /** A row without its matter: asking for that while reading would take a second connection. */
  private record Row(
      UUID id,
      String matter,
      int version,
      OrganizationId authority,
      SharingCase.State state,
      String number,
      SortedMap<String, UUID> parties,
      Instant openedAt,
      @Nullable Instant closedAt) {}

  private SharingCase whole(Row row) {
    return new SharingCase(
        row.id(),
        matters.version(row.matter(), row.version()),
        row.authority(),
        row.state(),
        row.number(),
        row.parties(),
        row.openedAt(),
        row.closedAt());
  }

  private Row read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    @Nullable OffsetDateTime closed = row.getObject(8, OffsetDateTime.class);
    return new Row(
        id,
        row.getString(2),
        row.getInt(3),
        new OrganizationId(row.getString(4)),
        SharingCase.State.valueOf(row.getString(5)),
        new String(cipher.decrypt(cell(id), row.getBytes(6)), StandardCharsets.UTF_8),
        parties((String[]) row.getArray(9).getArray()),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        closed == null ? null : closed.toInstant());
  }

  private static SortedMap<String, UUID> parties(String[] rows) {
    SortedMap<String, UUID> parties = new TreeMap<>();
    for (String row : rows) {
      int space = row.lastIndexOf(' ');
      parties.put(row.substring(0, space), UUID.fromString(row.substring(space + 1)));
    }
    return parties;
  }

  void insert(SharingCase opened, String client, List<Coverage.Covered> coverage) {
    database
        .sql(
            """
            with opened as (
              insert into sharing_case (id, matter, matter_version, authority, client, state,
                content, opened_at)
              values (:id, :matter, :version, :authority, :client, 'OPEN', :content, :at)),
            parties as (
              insert into sharing_case_party (case_id, role, party)
              select :id, r.role, r.party from unnest(:roles, :parties) as r (role, party))
            insert into sharing_case_material (case_id, material, coverage, asked_at, covered)
            select :id, m.material, m.coverage, :at, m.coverage = 'COVERED'
            from unnest(:materials, :states) as m (material, coverage)
            """)
        .param("id", opened.id())
        .param("matter", opened.matter().code())
        .param("version", opened.matter().version())
        .param("authority", opened.authority().value())
        .param("client", client)
        .param(
            "content",
            cipher.encrypt(cell(opened.id()), opened.number().getBytes(StandardCharsets.UTF_8)))
        .param("at", opened.openedAt().atOffset(ZoneOffset.UTC))
        .param("roles", opened.parties().keySet().toArray(String[]::new))
        .param("parties", opened.parties().values().toArray(UUID[]::new))
        .param(
            "materials", coverage.stream().map(Coverage.Covered::material).toArray(String[]::new))
        .param("states", coverage.stream().map(one -> one.state().name()).toArray(String[]::new))
        .update();
  }

  /** What a later look said of materials, once they are covered. */
  void covered(UUID id, List<String> materials) {
    database
        .sql(
            "update sharing_case_material set covered = true"
                + " where case_id = ? and material = any (?) and not covered")
        .params(id, materials.toArray(String[]::new))
        .update();
  }

  /** Paper was asked for anyway. */
  void paper(UUID id, String material, String reason, Instant at) {
    database
        .sql(
            "update sharing_case_material set paper_at = coalesce(paper_at, ?),"
                + " paper_reason = coalesce(paper_reason, ?) where case_id = ? and material = ?")
        .params(at.atOffset(ZoneOffset.UTC), reason, id, material)
        .update();
  }

  /** Holds an open case as it is until the transaction ends; false if it is closed. */
  boolean hold(UUID id) {
    return database
        .sql("select 1 from sharing_case where id = ? and state = 'OPEN' for share")
        .param(id)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Closes; false if it was closed already. */
  boolean close(UUID id, Instant at) {
    return database
            .sql(
                "update sharing_case set state = 'CLOSED', closed_at = ?"
                    + " where id = ? and state = 'OPEN'")
            .params(at.atOffset(ZoneOffset.UTC), id)
            .update()
        == 1;
  }

  private static Cell cell(UUID id) {
    return new Cell("sharing_case", "content", id);
  }
}
