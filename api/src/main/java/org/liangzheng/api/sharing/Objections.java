package org.liangzheng.api.sharing;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.holder.ObjectedUses;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Objections of holders to uses of their licences. */
@Repository
class Objections implements ObjectedUses {
  private static final String TABLE = "sharing_objection";
  private static final String SELECT =
      "select id, fetch_id, party, authority, licence, state, paused, due_on, content, answer,"
          + " objected_at, answered_at from sharing_objection ";

  private final JdbcClient database;
  private final FieldCipher cipher;

  Objections(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /** Where an objection is. */
  enum State {
    OPEN,
    /** The asker agrees. */
    UPHELD,
    REJECTED
  }

  /**
   * An objection.
   *
   * @param authority that used the licence, and answers
   * @param paused whether it gets nothing more of the licence for now
   * @param dueOn last legal day for an answer
   * @param text what the holder says; may be personal
   */
  record Objection(
      UUID id,
      UUID fetch,
      UUID party,
      OrganizationId authority,
      UUID licence,
      State state,
      boolean paused,
      LocalDate dueOn,
      String text,
      @Nullable String answer,
      Instant objectedAt,
      @Nullable Instant answeredAt) {
    @Override
    public String toString() {
      return "Objection[" + id + "]";
    }
  }

  /** Whether an authority gets nothing of a licence, because its holder objected. */
  boolean pauses(OrganizationId authority, UUID licence) {
    return database
        .sql(
            "select 1 from sharing_objection where authority = ? and licence = ? and paused limit"
                + " 1")
        .params(authority.value(), licence)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  Optional<Objection> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(this::read).optional();
  }

  Optional<Objection> ofFetch(UUID fetch) {
    return database.sql(SELECT + "where fetch_id = ?").param(fetch).query(this::read).optional();
  }

  @Override
  public Map<UUID, UUID> objections(Collection<UUID> receipts) {
    Map<UUID, UUID> found = new HashMap<>();
    if (!receipts.isEmpty()) {
      database
          .sql("select fetch_id, id from sharing_objection where fetch_id = any (?)")
          .param(receipts.toArray(UUID[]::new))
          .query(row -> {
            found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
          });
    }
    return found;
  }

  /** A party's own, newest first. */
  List<Objection> of(UUID party) {
    return database
        .sql(SELECT + "where party = ? order by objected_at desc, id desc limit 500")
        .param(party)
        .query(this::read)
        .list();
  }

  /** Those an authority has to answer, soonest due first, then those answered. */
  List<Objection> of(OrganizationId authority) {
    return database
        .sql(SELECT + "where authority = ? order by answered_at is not null, due_on, id limit 500")
        .param(authority.value())
        .query(this::read)
        .list();
  }

  void insert(Objection objection, UUID by) {
    try {
      database
          .sql(
              "insert into sharing_objection (id, fetch_id, party, authority, licence, state,"
                  + " paused, due_on, objected_by, content, objected_at) values (?, ?, ?, ?, ?,"
                  + " 'OPEN', ?, ?, ?, ?, ?)")
          .params(
              objection.id(),
              objection.fetch(),
              objection.party(),
              objection.authority().value(),
              objection.licence(),
              objection.paused(),
              objection.dueOn(),
              by,
              seal("content", objection.id(), objection.text()),
              objection.objectedAt().atOffset(ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException raced) {
      throw new org.liangzheng.api.web.Problem(SharingProblem.OBJECTION_MADE_ALREADY)
          .causedBy(raced);
    }
  }

  /** Answers; a pause ends only if the objection is rejected. False if it was answered before. */
  boolean answer(UUID id, State state, String answer, Instant at) {
    return database
            .sql(
                "update sharing_objection set state = ?, answer = ?, answered_at = ?,"
                    + " paused = paused and ? where id = ? and state = 'OPEN'")
            .params(
                state.name(),
                seal("answer", id, answer),
                at.atOffset(ZoneOffset.UTC),
                state == State.UPHELD,
                id)
            .update()
        == 1;
  }

  private Objection read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    byte @Nullable [] answer = row.getBytes(10);
    @Nullable OffsetDateTime answered = row.getObject(12, OffsetDateTime.class);
    return new Objection(
        id,
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        new OrganizationId(row.getString(4)),
        row.getObject(5, UUID.class),
        State.valueOf(row.getString(6)),
        row.getBoolean(7),
        row.getObject(8, LocalDate.class),
        open("content", id, row.getBytes(9)),
        answer == null ? null : open("answer", id, answer),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        answered == null ? null : answered.toInstant());
  }

  private byte[] seal(String column, UUID id, String text) {
    return cipher.encrypt(new Cell(TABLE, column, id), text.getBytes(StandardCharsets.UTF_8));
  }

  private String open(String column, UUID id, byte[] sealed) {
    return new String(cipher.decrypt(new Cell(TABLE, column, id), sealed), StandardCharsets.UTF_8);
  }
}
