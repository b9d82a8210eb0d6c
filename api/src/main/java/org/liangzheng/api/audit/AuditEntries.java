package org.liangzheng.api.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.TreeHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of the log. */
@Repository
class AuditEntries {
  private static final String TABLE = "audit_entry";
  private static final String ROW =
      "select id, act, subject, recorded_at, content, position from audit_entry ";

  private final JdbcClient database;
  private final FieldCipher cipher;

  AuditEntries(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  void insert(UUID id, AuditFact fact, Instant at, LogEntry entry) {
    database
        .sql(
            "insert into audit_entry (id, act, subject, authority, recorded_at, content, leaf)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(id, fact.act(), fact.subject())
        .param(fact.authority() == null ? null : fact.authority().value())
        .params(
            at.atOffset(ZoneOffset.UTC),
            cipher.encrypt(new Cell(TABLE, "content", id), joined(entry)),
            entry.leaf().value().toByteArray())
        .update();
  }

  /** Leaves with a place. */
  long size() {
    return database
        .sql("select coalesce(max(position) + 1, 0) from audit_entry")
        .query(Long.class)
        .single();
  }

  /**
   * Gives the next places, in the order in which the acts were drawn.
   *
   * @param from the first place to give
   * @return the leaves placed, in order
   */
  List<TreeHash> place(long from, int limit) {
    return database
        .sql(
            """
            with next as materialized (
              select id, row_number() over (order by drawn) - 1 + ? as position
              from (select id, drawn from audit_entry where position is null
                    order by drawn limit ? for update) waiting),
            placed as (
              update audit_entry e set position = next.position
              from next where e.id = next.id
              returning e.position, e.leaf)
            select leaf from placed order by position
            """)
        .params(from, limit)
        .query((row, _) -> new TreeHash(ByteString.of(row.getBytes(1))))
        .list();
  }

  /** Leaves in order, from a place. */
  List<TreeHash> leaves(long from, int limit) {
    return database
        .sql("select leaf from audit_entry where position >= ? order by position limit ?")
        .params(from, limit)
        .query((row, _) -> new TreeHash(ByteString.of(row.getBytes(1))))
        .list();
  }

  /** Placed entries of an authority behind a place, in order. */
  List<AuditRow> page(OrganizationId authority, long after, int limit) {
    return database
        .sql(ROW + "where authority = ? and position > ? order by position limit ?")
        .params(authority.value(), after, limit)
        .query(this::read)
        .list();
  }

  /** Placed entries of everybody behind a place, in order. */
  List<AuditRow> page(long after, int limit) {
    return database
        .sql(ROW + "where position > ? order by position limit ?")
        .params(after, limit)
        .query(this::read)
        .list();
  }

  Optional<AuditRow> newest(UUID subject, List<String> acts) {
    return database
        .sql(ROW + "where subject = :subject and act in (:acts) order by drawn desc limit 1")
        .param("subject", subject)
        .param("acts", acts)
        .query(this::read)
        .optional();
  }

  private AuditRow read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    byte[] content = cipher.decrypt(new Cell(TABLE, "content", id), row.getBytes(5));
    return new AuditRow(
        id,
        row.getString(2),
        row.getObject(3, UUID.class),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        new LogEntry(
            ByteString.of(content, 0, LogEntry.NONCE_SIZE),
            ByteString.of(content, LogEntry.NONCE_SIZE, content.length)),
        Optional.ofNullable(row.getObject(6, Long.class)));
  }

  private static byte[] joined(LogEntry entry) {
    byte[] joined = new byte[LogEntry.NONCE_SIZE + entry.record().size()];
    System.arraycopy(entry.nonce().toByteArray(), 0, joined, 0, LogEntry.NONCE_SIZE);
    System.arraycopy(
        entry.record().toByteArray(), 0, joined, LogEntry.NONCE_SIZE, entry.record().size());
    return joined;
  }
}
