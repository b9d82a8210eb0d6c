package org.liangzheng.api.seal.task;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.seal.task.SealingTask.Decision;
import org.liangzheng.api.seal.task.SealingTask.Party;
import org.liangzheng.api.seal.task.SealingTask.State;
import org.liangzheng.api.seal.task.SealingTask.Step;
import org.liangzheng.api.seal.use.PlaceBody;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of sealing tasks. Each change names the revision it starts from. */
@Component
class TaskStore {
  private static final TypeReference<List<PlaceBody>> PLACES = new TypeReference<>() {};

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final JsonMapper json;
  private final Ids ids;

  TaskStore(JdbcClient database, FieldCipher cipher, JsonMapper json, Ids ids) {
    this.database = database;
    this.cipher = cipher;
    this.json = json;
    this.ids = ids;
  }

  /** What is encrypted in {@code seal_task.detail}. */
  private record Detail(String title, String sha256) {}

  void insert(SealingTask task, byte[] document) {
    Detail detail = new Detail(task.title(), task.original().value().toHex());
    database
        .sql(
            "insert into seal_task (id, authority, created_by, sequence, lock, matter, detail,"
                + " state, document, created_at, deadline) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(task.id(), task.authority().value(), task.createdBy(), task.sequence(), task.lock())
        .param(task.matter().orElse(null))
        .params(
            cipher.encrypt(cell("seal_task", "detail", task.id()), json.writeValueAsBytes(detail)),
            task.state().name(),
            task.document(),
            task.createdAt().atOffset(ZoneOffset.UTC))
        .param(task.deadline().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
        .update();
    document(task.id(), task.document(), document);
    for (Party party : task.parties()) {
      UUID id = ids.next();
      database
          .sql(
              "insert into seal_task_party (id, task, number, authority, places, state)"
                  + " values (?, ?, ?, ?, ?, ?)")
          .params(
              id,
              task.id(),
              party.number(),
              party.authority().value(),
              cipher.encrypt(
                  cell("seal_task_party", "places", id), json.writeValueAsBytes(party.places())),
              party.decision().name())
          .update();
    }
  }

  private void document(UUID task, UUID id, byte[] content) {
    database
        .sql("insert into seal_task_document (id, task, content) values (?, ?, ?)")
        .params(id, task, cipher.encrypt(cell("seal_task_document", "content", id), content))
        .update();
  }

  /** The document as it stood when the task was read; empty if another has sealed it since. */
  Optional<byte[]> document(SealingTask task) {
    return database
        .sql("select content from seal_task_document where id = ?")
        .param(task.document())
        .query(byte[].class)
        .optional()
        .map(sealed ->
            cipher.decrypt(cell("seal_task_document", "content", task.document()), sealed));
  }

  /** The document as it stands now. */
  byte[] document(UUID task) {
    return database
        .sql(
            "select d.id, d.content from seal_task t join seal_task_document d"
                + " on d.id = t.document where t.id = ?")
        .param(task)
        .query((row, _) ->
            cipher.decrypt(
                cell("seal_task_document", "content", row.getObject(1, UUID.class)),
                row.getBytes(2)))
        .single();
  }

  Optional<SealingTask> find(UUID id) {
    return database
        .sql("select * from seal_task where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Those an authority asked for or has to seal, newest first. */
  List<SealingTask> list(OrganizationId authority, @Nullable UUID before, int most) {
    return database
        .sql(
            "select * from seal_task t where (t.authority = ? or t.id in"
                + " (select task from seal_task_party where authority = ?))"
                + " and (?::uuid is null or t.id < ?) order by t.id desc limit ?")
        .params(authority.value(), authority.value())
        .param(before)
        .param(before)
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  /** Open ones whose deadline has passed. */
  List<SealingTask> over(Instant now, int most) {
    return database
        .sql(
            "select * from seal_task where state = 'OPEN' and deadline <= ?"
                + " order by deadline, id limit ?")
        .params(now.atOffset(ZoneOffset.UTC), most)
        .query((row, _) -> read(row))
        .list();
  }

  private SealingTask read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    Detail detail =
        json.readValue(
            cipher.decrypt(cell("seal_task", "detail", id), row.getBytes("detail")), Detail.class);
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    return new SealingTask(
        id,
        new OrganizationId(row.getString("authority")),
        row.getString("created_by"),
        row.getBoolean("sequence"),
        row.getBoolean("lock"),
        Optional.ofNullable(row.getString("matter")),
        detail.title(),
        State.valueOf(row.getString("state")),
        new Sha256Digest(ByteString.of(HexFormat.of().parseHex(detail.sha256()))),
        row.getObject("document", UUID.class),
        row.getInt("revision"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(settled).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getObject("deadline", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        parties(id));
  }

  private List<Party> parties(UUID task) {
    return database
        .sql("select * from seal_task_party where task = ? order by number")
        .param(task)
        .query((row, _) -> {
          UUID id = row.getObject("id", UUID.class);
          byte[] reason = row.getBytes("reason");
          OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
          return new Party(
              row.getInt("number"),
              new OrganizationId(row.getString("authority")),
              json.readValue(
                  cipher.decrypt(cell("seal_task_party", "places", id), row.getBytes("places")),
                  PLACES),
              Decision.valueOf(row.getString("state")),
              Optional.ofNullable(row.getString("decided_by")),
              Optional.ofNullable(row.getObject("use", UUID.class)),
              Optional.ofNullable(reason)
                  .map(sealed ->
                      new String(
                          cipher.decrypt(cell("seal_task_party", "reason", id), sealed),
                          StandardCharsets.UTF_8)),
              Optional.ofNullable(decided).map(OffsetDateTime::toInstant));
        })
        .list();
  }

  /**
   * Takes a task one revision further; what else is written goes with it or not at all.
   *
   * @return whether it still was at the revision
   */
  boolean advance(SealingTask task, State to, UUID document, Instant now) {
    return database
            .sql(
                "update seal_task set revision = revision + 1, state = ?, document = ?,"
                    + " settled_at = ? where id = ? and revision = ? and state = 'OPEN'")
            .params(to.name(), document)
            .param(to == State.OPEN ? null : now.atOffset(ZoneOffset.UTC))
            .params(task.id(), task.revision())
            .update()
        == 1;
  }

  /** The next document in place of the one before. */
  void replace(SealingTask task, UUID next, byte[] content) {
    document(task.id(), next, content);
    database
        .sql("delete from seal_task_document where task = ? and id <> ?")
        .params(task.id(), next)
        .update();
  }

  void decide(
      SealingTask task,
      Party party,
      Decision decision,
      String account,
      @Nullable UUID use,
      @Nullable String reason,
      Instant now) {
    UUID id =
        database
            .sql("select id from seal_task_party where task = ? and number = ?")
            .params(task.id(), party.number())
            .query(UUID.class)
            .single();
    database
        .sql(
            "update seal_task_party set state = ?, decided_by = ?, use = ?, reason = ?,"
                + " decided_at = ? where id = ?")
        .params(decision.name(), account)
        .param(use)
        .param(
            reason == null
                ? null
                : cipher.encrypt(
                    cell("seal_task_party", "reason", id), reason.getBytes(StandardCharsets.UTF_8)))
        .params(now.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  void step(UUID task, Step step) {
    database
        .sql(
            "insert into seal_task_step (id, task, act, authority, actor, revision, at)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            step.id(),
            task,
            step.act().name(),
            step.authority().value(),
            step.actor(),
            step.revision(),
            step.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Oldest first. */
  List<Step> steps(UUID task) {
    return database
        .sql("select * from seal_task_step where task = ? order by id")
        .param(task)
        .query((row, _) ->
            new Step(
                row.getObject("id", UUID.class),
                SealingTask.Act.valueOf(row.getString("act")),
                new OrganizationId(row.getString("authority")),
                row.getString("actor"),
                row.getInt("revision"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static Cell cell(String table, String column, UUID row) {
    return new Cell(table, column, row);
  }
}
