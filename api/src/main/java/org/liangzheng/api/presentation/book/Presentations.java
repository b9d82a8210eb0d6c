package org.liangzheng.api.presentation.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Presentations and their codes. */
@Repository
public class Presentations {
  private static final String SELECT =
      "select id, licence, holder, party, session, scene, kind, elder, started_at, ended_at"
          + " from presentation ";
  private static final String CODE =
      "select id, presentation, issued_at, expires_at, scan, point, used_at"
          + " from presentation_code ";
  private static final String CODED =
      "select c.id as code_id, c.issued_at, c.expires_at, c.scan, c.point, c.used_at, p.id,"
          + " p.licence, p.holder, p.party, p.session, p.scene, p.kind, p.elder, p.started_at,"
          + " p.ended_at from presentation_code c join presentation p on p.id = c.presentation ";

  private final JdbcClient database;

  Presentations(JdbcClient database) {
    this.database = database;
  }

  /**
   * A code that was made.
   *
   * @param secret handle of an online code, or id of an offline one: 16 random bytes, of which only
   *     a digest is kept
   */
  public record NewCode(UUID id, ByteString secret, Instant issuedAt, Instant expiresAt) {}

  /** A presentation begins, with its first code. */
  public void begin(Presentation shown, NewCode code) {
    database
        .sql(
            "with begun as (insert into presentation (id, licence, holder, party, session, scene,"
                + " kind, elder, started_at, renewed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " returning id) insert into presentation_code (id, presentation, handle_hash,"
                + " issued_at, expires_at) select ?, begun.id, ?, ?, ? from begun")
        .params(
            shown.id(),
            shown.licence(),
            shown.holder(),
            shown.party(),
            shown.session(),
            shown.scene(),
            shown.kind().name(),
            shown.elder(),
            at(shown.startedAt()),
            at(code.issuedAt()),
            code.id(),
            hash(code.secret()),
            at(code.issuedAt()),
            at(code.expiresAt()))
        .update();
  }

  public Optional<Presentation> find(UUID id) {
    return database.sql(SELECT + "where id = ?").param(id).query(Presentations::read).optional();
  }

  /** The same, held until the transaction ends: what happens to one presentation has an order. */
  public Presentation hold(UUID id) {
    return database
        .sql(SELECT + "where id = ? for update")
        .param(id)
        .query(Presentations::read)
        .single();
  }

  /** Returns whether it had not ended before. */
  public boolean end(UUID id, Instant now) {
    return database
            .sql("update presentation set ended_at = ? where id = ? and ended_at is null")
            .params(at(now), id)
            .update()
        == 1;
  }

  /** Ids of those that nobody renewed since an instant and that have not ended. */
  public List<UUID> leftAlone(Instant since, int most) {
    return database
        .sql("select id from presentation where ended_at is null and renewed_at < ? limit ?")
        .params(at(since), most)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** Adds the next code of a presentation, in the transaction that holds it. */
  public void add(UUID presentation, NewCode code) {
    database
        .sql(
            "with renewed as (update presentation set renewed_at = ? where id = ? returning id)"
                + " insert into presentation_code (id, presentation, handle_hash, issued_at,"
                + " expires_at) select ?, renewed.id, ?, ?, ? from renewed")
        .params(
            at(code.issuedAt()),
            presentation,
            code.id(),
            hash(code.secret()),
            at(code.issuedAt()),
            at(code.expiresAt()))
        .update();
  }

  /** A code and whose it is. */
  public record Coded(CodeRow code, Presentation shown) {}

  /** The code of a handle or an offline id, with its presentation. */
  public Optional<Coded> coded(ByteString secret) {
    return database
        .sql(CODED + "where c.handle_hash = ?")
        .param(hash(secret))
        .query(Presentations::readCoded)
        .optional();
  }

  /**
   * The same by the code's id; the presentation is held until the transaction ends. The code is as
   * it was before whoever held the presentation last let go: what uses it up looks again.
   */
  public Coded hold(CodeRow code) {
    return database
        .sql(CODED + "where c.id = ? for update of p")
        .param(code.id())
        .query(Presentations::readCoded)
        .single();
  }

  /** The code of a handle or an offline id. */
  public Optional<CodeRow> code(ByteString secret) {
    return database
        .sql(CODE + "where handle_hash = ?")
        .param(hash(secret))
        .query(Presentations::readCode)
        .optional();
  }

  /** A code by its id. */
  public CodeRow code(UUID id) {
    return database.sql(CODE + "where id = ?").param(id).query(Presentations::readCode).single();
  }

  /**
   * Uses a code up, if nobody did before: of all points, on whichever nodes, one gets true.
   *
   * @return whether this scan is the one
   */
  public boolean use(UUID code, UUID scan, UUID point, Instant now) {
    return database
            .sql(
                "update presentation_code set scan = ?, point = ?, used_at = ?"
                    + " where id = ? and scan is null")
            .params(scan, point, at(now), code)
            .update()
        == 1;
  }

  /** Drops what ended before an instant; scans of points stay. */
  public void forget(Instant before) {
    for (String delete :
        List.of(
            "delete from presentation_code where presentation in"
                + " (select id from presentation where ended_at < ?)",
            "delete from presentation where ended_at < ?")) {
      var _ = database.sql(delete).param(at(before)).update();
    }
  }

  private static byte[] hash(ByteString secret) {
    return Sha256Digest.of(secret).value().toByteArray();
  }

  private static Presentation read(ResultSet row, int number) throws SQLException {
    return new Presentation(
        row.getObject("id", UUID.class),
        row.getObject("licence", UUID.class),
        row.getObject("holder", UUID.class),
        row.getObject("party", UUID.class),
        row.getObject("session", UUID.class),
        row.getString("scene"),
        Presentation.CodeKind.valueOf(row.getString("kind")),
        row.getBoolean("elder"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        time(row, "ended_at"));
  }

  private static CodeRow readCode(ResultSet row, int number) throws SQLException {
    return code(row, "id", row.getObject("presentation", UUID.class));
  }

  private static CodeRow code(ResultSet row, String id, UUID presentation) throws SQLException {
    return new CodeRow(
        row.getObject(id, UUID.class),
        presentation,
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("scan", UUID.class)),
        Optional.ofNullable(row.getObject("point", UUID.class)),
        time(row, "used_at"));
  }

  private static Coded readCoded(ResultSet row, int number) throws SQLException {
    Presentation shown = read(row, number);
    return new Coded(code(row, "code_id", shown.id()), shown);
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
