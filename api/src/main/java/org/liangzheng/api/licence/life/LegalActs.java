package org.liangzheng.api.licence.life;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceAct;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code licence_act}. */
@Repository
class LegalActs {
  private static final String TABLE = "licence_act";
  private static final String ROW =
      "select id, licence, act, version, reason_code, reason, legal_date, actor, acted_at"
          + " from licence_act ";

  private final JdbcClient database;
  private final FieldCipher cipher;

  LegalActs(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /** Call inside the transaction of the act. */
  void insert(LegalAct act) {
    database
        .sql(
            "insert into licence_act (id, licence, act, version, reason_code, reason, legal_date,"
                + " actor, acted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            act.id(),
            act.licence(),
            act.act().name(),
            act.version(),
            act.reasonCode(),
            cipher.encrypt(
                new Cell(TABLE, "reason", act.id()), act.reason().getBytes(StandardCharsets.UTF_8)),
            act.legalDate(),
            act.actor(),
            act.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<LegalAct> find(UUID id) {
    return database.sql(ROW + "where id = ?").param(id).query(this::read).optional();
  }

  /** All acts on a licence, the first one first. */
  List<LegalAct> of(UUID licence) {
    return database
        .sql(ROW + "where licence = ? order by acted_at, id")
        .param(licence)
        .query(this::read)
        .list();
  }

  private LegalAct read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    return new LegalAct(
        id,
        row.getObject(2, UUID.class),
        LicenceAct.valueOf(row.getString(3)),
        row.getInt(4),
        row.getString(5),
        new String(
            cipher.decrypt(new Cell(TABLE, "reason", id), row.getBytes(6)), StandardCharsets.UTF_8),
        row.getObject(7, LocalDate.class),
        row.getString(8),
        row.getObject(9, OffsetDateTime.class).toInstant());
  }
}
