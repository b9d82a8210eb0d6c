package org.liangzheng.api.seal.office;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of steps in the lives of seals; written once and never changed. */
@Component
class SealSteps {
  private final JdbcClient database;
  private final FieldCipher cipher;

  SealSteps(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  void insert(SealStep step) {
    database
        .sql(
            "insert into seal_step (id, seal, act, version, from_state, to_state, actor,"
                + " authorised_by, proposal, reason, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            step.id(),
            step.seal(),
            step.act().name(),
            step.version(),
            step.from(),
            step.to(),
            step.actor(),
            step.authorisedBy())
        .param(step.proposal().orElse(null))
        .param(
            step.reason()
                .map(text -> cipher.encrypt(cell(step.id()), text.getBytes(StandardCharsets.UTF_8)))
                .orElse(null))
        .param(step.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Oldest first. */
  List<SealStep> of(UUID seal) {
    return database
        .sql("select * from seal_step where seal = ? order by id")
        .param(seal)
        .query((row, _) -> {
          UUID id = row.getObject("id", UUID.class);
          byte[] reason = row.getBytes("reason");
          return new SealStep(
              id,
              seal,
              SealAct.valueOf(row.getString("act")),
              row.getInt("version"),
              row.getString("from_state"),
              row.getString("to_state"),
              row.getString("actor"),
              row.getString("authorised_by"),
              Optional.ofNullable(row.getObject("proposal", UUID.class)),
              Optional.ofNullable(reason)
                  .map(sealed ->
                      new String(cipher.decrypt(cell(id), sealed), StandardCharsets.UTF_8)),
              row.getObject("at", OffsetDateTime.class).toInstant());
        })
        .list();
  }

  private static Cell cell(UUID step) {
    return new Cell("seal_step", "reason", step);
  }
}
