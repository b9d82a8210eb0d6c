package org.liangzheng.api.presentation.book;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Scans. The answer that a point was given is encrypted and kept for minutes. */
@Repository
public class Scans {
  private static final String TABLE = "presentation_scan";
  private static final String SELECT =
      "select id, point, authority, presentation, scene, mode, state, verdict, reason, reference,"
          + " at, lapses_at, number, choices from presentation_scan ";

  private static final String INSERT =
      "insert into presentation_scan (id, point, authority, presentation, scene, mode, state,"
          + " verdict, reason, reference, at, lapses_at, number, choices, answer) ";
  private static final String VALUES =
      "(:id, :point, :authority, :presentation, :scene, :mode, :state, :verdict, :reason,"
          + " :reference, :at, :lapses, :number, :choices, :answer)";

  private final JdbcClient database;
  private final FieldCipher cipher;

  Scans(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /** Writes a scan; {@code answer} is what the point is told, personal data. */
  public void insert(Scan scan, byte @Nullable [] answer) {
    write(INSERT + "values " + VALUES, scan, answer).update();
  }

  /**
   * Uses a code up and writes the scan, if nobody was first: of all points, on whichever nodes, one
   * gets true.
   *
   * @return whether this scan is the one; else nothing is written
   */
  public boolean insertFirst(UUID code, Scan scan, byte @Nullable [] answer) {
    return write(
                "with used as (update presentation_code set scan = :id, point = :point,"
                    + " used_at = :at where id = :code and scan is null returning id) "
                    + INSERT
                    + "select "
                    + VALUES.substring(1, VALUES.length() - 1)
                    + " from used",
                scan,
                answer)
            .param("code", code)
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec write(String sql, Scan scan, byte @Nullable [] answer) {
    return database
        .sql(sql)
        .param("id", scan.id())
        .param("point", scan.point())
        .param("authority", scan.authority().value())
        .param("presentation", scan.presentation().orElse(null))
        .param("scene", scan.scene())
        .param("mode", scan.mode().name())
        .param("state", scan.state().name())
        .param("verdict", scan.verdict().orElse(null))
        .param("reason", scan.reason().orElse(null))
        .param("reference", scan.reference())
        .param("at", at(scan.at()))
        .param("lapses", scan.lapsesAt().map(Scans::at).orElse(null))
        .param("number", scan.number().orElse(null))
        .param("choices", scan.choices().toArray(String[]::new))
        .param("answer", answer == null ? null : seal(scan.id(), answer));
  }

  /**
   * Ends the asking of a scan.
   *
   * @return false, and nothing is written, if it had ended before
   */
  public boolean close(
      UUID scan,
      Scan.State state,
      @Nullable String verdict,
      @Nullable String reason,
      byte @Nullable [] answer) {
    return database
            .sql(
                "update presentation_scan set state = ?, verdict = ?, reason = ?, answer = ?"
                    + " where id = ? and state = 'ASKED'")
            .param(state.name())
            .param(verdict)
            .param(reason)
            .param(answer == null ? null : seal(scan, answer))
            .param(scan)
            .update()
        == 1;
  }

  public Optional<Scan> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(Scans::read).optional();
  }

  /** What the point was told; empty once it is forgotten. */
  public Optional<byte[]> answer(UUID scan) {
    return database
        .sql("select answer from presentation_scan where id = ? and answer is not null")
        .param(scan)
        .query((row, _) -> cipher.decrypt(new Cell(TABLE, "answer", scan), row.getBytes(1)))
        .optional();
  }

  /** The scan that waits for the holder of a presentation. */
  public Optional<Scan> asked(UUID presentation) {
    return database
        .sql(SELECT + "where presentation = ? and state = 'ASKED' order by at desc limit 1")
        .param(presentation)
        .query(Scans::read)
        .optional();
  }

  /** Those whose time to be answered is over. */
  public List<Scan> lapsed(Instant now, int most) {
    return database
        .sql(SELECT + "where state = 'ASKED' and lapses_at <= ? order by lapses_at limit ?")
        .params(at(now), most)
        .query(Scans::read)
        .list();
  }

  /** Scans of a point, newest first, before one of them. */
  public List<Scan> of(UUID point, @Nullable UUID before, int most) {
    return before == null
        ? database
            .sql(SELECT + "where point = ? order by id desc limit ?")
            .params(point, most)
            .query(Scans::read)
            .list()
        : database
            .sql(SELECT + "where point = ? and id < ? order by id desc limit ?")
            .params(point, before, most)
            .query(Scans::read)
            .list();
  }

  /** How many scans a point made since an instant. */
  public int count(UUID point, Instant since) {
    return database
        .sql("select count(*) from presentation_scan where point = ? and at >= ?")
        .params(point, at(since))
        .query(Integer.class)
        .single();
  }

  /** Forgets answers given before an instant, and scans before another. */
  public void forget(Instant answers, Instant scans) {
    var _ =
        database
            .sql("update presentation_scan set answer = null where answer is not null and at < ?")
            .param(at(answers))
            .update();
    var _ = database.sql("delete from presentation_scan where at < ?").param(at(scans)).update();
  }

  /**
   * Writes down that a point checked an offline code without the service.
   *
   * @param code the code's 16-byte id
   * @return false if this point has told so before
   */
  public boolean offline(
      UUID id, UUID point, ByteString code, @Nullable UUID known, Instant scannedAt, Instant now) {
    return database
            .sql(
                "insert into presentation_offline_scan (id, point, code_hash, code, scanned_at,"
                    + " reported_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
            .param(id)
            .param(point)
            .param(Sha256Digest.of(code).value().toByteArray())
            .param(known)
            .param(at(scannedAt))
            .param(at(now))
            .update()
        == 1;
  }

  private byte[] seal(UUID scan, byte[] answer) {
    return cipher.encrypt(new Cell(TABLE, "answer", scan), answer);
  }

  private static Scan read(ResultSet row, int number) throws SQLException {
    OffsetDateTime lapses = row.getObject("lapses_at", OffsetDateTime.class);
    Array choices = row.getArray("choices");
    return new Scan(
        row.getObject("id", UUID.class),
        row.getObject("point", UUID.class),
        new OrganizationId(row.getString("authority")),
        Optional.ofNullable(row.getObject("presentation", UUID.class)),
        row.getString("scene"),
        Scan.Mode.valueOf(row.getString("mode")),
        Scan.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("verdict")),
        Optional.ofNullable(row.getString("reason")),
        row.getString("reference"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(lapses).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("number")),
        choices == null ? List.of() : List.of((String[]) choices.getArray()));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
