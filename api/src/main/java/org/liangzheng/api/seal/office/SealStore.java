package org.liangzheng.api.seal.office;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.seal.SealState;
import org.liangzheng.api.seal.office.SealRow.InUse;
import org.liangzheng.api.seal.office.SealRow.Made;
import org.liangzheng.api.seal.office.SealRow.Open;
import org.liangzheng.api.seal.office.SealRow.Stage;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SealReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of seals and their versions. Each change names the state it starts from. */
@Component
class SealStore {
  private static final String SELECT =
      """
      select s.*, o.version as open_version, o.state as open_state, o.picture_type, o.picture,
             o.width_mm, o.height_mm, o.key_ref as open_key, o.seal_data as open_seal,
             o.signer_certificate as open_signer, o.status_index as open_index, o.made_at
      from seal s left join seal_version o
        on o.seal = s.id and o.state in ('PREPARED', 'KEYED', 'MADE')
      """;

  private final JdbcClient database;
  private final JsonMapper json;

  SealStore(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Optional<SealRow> find(UUID id) {
    return database
        .sql(SELECT + "where s.id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Those of an authority in the order they were applied for. */
  List<SealRow> list(OrganizationId authority, @Nullable UUID after, int most) {
    return database
        .sql(
            SELECT
                + "where s.authority = ? and (?::uuid is null or s.id > ?) order by s.id limit ?")
        .param(authority.value())
        .param(after)
        .param(after)
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  private SealRow read(ResultSet row) throws SQLException {
    byte[] seal = row.getBytes("seal");
    byte[] made = row.getBytes("open_seal");
    int open = row.getInt("open_version");
    try {
      return new SealRow(
          row.getObject("id", UUID.class),
          new OrganizationId(row.getString("authority")),
          SealKind.valueOf(row.getString("kind")),
          SealState.valueOf(row.getString("state")),
          row.getString("name"),
          row.getInt("type"),
          row.getInt("version"),
          json.readValue(row.getString("rules"), SealRules.class),
          Optional.ofNullable(row.getString("suite")).map(SignatureSuite::valueOf),
          seal == null
              ? Optional.empty()
              : Optional.of(
                  new InUse(
                      SealReader.readSeal(seal),
                      Certificate.of(row.getBytes("signer_certificate")),
                      new KeyRef(row.getString("key_ref")),
                      index(row, "status_index"))),
          open == 0
              ? Optional.empty()
              : Optional.of(
                  new Open(
                      open,
                      Stage.valueOf(row.getString("open_state")),
                      picture(row),
                      Optional.ofNullable(row.getString("open_key")).map(KeyRef::new),
                      made == null
                          ? Optional.empty()
                          : Optional.of(
                              new Made(
                                  SealReader.readSeal(made),
                                  Certificate.of(row.getBytes("open_signer")),
                                  index(row, "open_index"),
                                  row.getObject("made_at", OffsetDateTime.class).toInstant())))));
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored seal does not read back", damaged);
    }
  }

  private static Optional<Long> index(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Long.class));
  }

  private static Optional<SealPicture> picture(ResultSet row) throws SQLException {
    String type = row.getString("picture_type");
    return type == null
        ? Optional.empty()
        : Optional.of(
            new SealPicture(
                type,
                ByteString.of(row.getBytes("picture")),
                row.getInt("width_mm"),
                row.getInt("height_mm")));
  }

  void insert(SealRow seal) {
    database
        .sql(
            "insert into seal (id, authority, kind, state, name, type, version, rules, suite)"
                + " values (?, ?, ?, ?, ?, ?, 0, ?::jsonb, ?)")
        .params(
            seal.id(),
            seal.authority().value(),
            seal.kind().name(),
            seal.state().name(),
            seal.name(),
            seal.type(),
            json.writeValueAsString(seal.rules()))
        .param(seal.suite().map(Enum::name).orElse(null))
        .update();
  }

  /**
   * Begins a version.
   *
   * @param picture empty: as before
   * @return whether none was open
   */
  boolean prepare(UUID seal, int version, Optional<SealPicture> picture, Instant now) {
    return database
            .sql(
                "insert into seal_version (seal, version, state, picture_type, picture, width_mm,"
                    + " height_mm, prepared_at) values (?, ?, 'PREPARED', ?, ?, ?, ?, ?)"
                    + " on conflict do nothing")
            .params(seal, version)
            .param(picture.map(SealPicture::type).orElse(null))
            .param(picture.map(one -> one.data().toByteArray()).orElse(null))
            .param(picture.map(SealPicture::widthMm).orElse(null))
            .param(picture.map(SealPicture::heightMm).orElse(null))
            .param(now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** The key of a version; asked again it is the same key. */
  boolean keyed(UUID seal, int version, KeyRef key) {
    return database
            .sql(
                "update seal_version set state = 'KEYED', key_ref = ?"
                    + " where seal = ? and version = ? and state in ('PREPARED', 'KEYED')")
            .params(key.value(), seal, version)
            .update()
        == 1;
  }

  boolean made(UUID seal, int version, Made made) {
    return database
            .sql(
                "update seal_version set state = 'MADE', seal_data = ?, signer_certificate = ?,"
                    + " es_id = ?, status_index = ?, made_at = ?"
                    + " where seal = ? and version = ? and state = 'KEYED'")
            .params(
                made.seal().der().toByteArray(),
                made.signer().der().toByteArray(),
                made.seal().info().esId())
            .param(made.statusIndex().orElse(null))
            .params(made.at().atOffset(ZoneOffset.UTC), seal, version)
            .update()
        == 1;
  }

  /** Takes a made version into use; call after {@link #end} of the one before. */
  boolean activate(SealRow seal, Open open, Made made, KeyRef key, Instant now) {
    boolean held =
        database
                .sql(
                    "update seal_version set state = 'ACTIVE'"
                        + " where seal = ? and version = ? and state = 'MADE'")
                .params(seal.id(), open.version())
                .update()
            == 1;
    return held
        && database
                .sql(
                    "update seal set state = 'ACTIVE', version = ?, es_id = ?, valid_from = ?,"
                        + " valid_until = ?, seal = ?, signer_certificate = ?, key_ref = ?,"
                        + " activated_at = ?, status_index = ? where id = ? and state = ?")
                .params(
                    open.version(),
                    made.seal().info().esId(),
                    made.seal().info().validFrom().atOffset(ZoneOffset.UTC),
                    made.seal().info().validUntil().atOffset(ZoneOffset.UTC),
                    made.seal().der().toByteArray(),
                    made.signer().der().toByteArray(),
                    key.value(),
                    now.atOffset(ZoneOffset.UTC))
                .param(made.statusIndex().orElse(null))
                .params(seal.id(), seal.state().name())
                .update()
            == 1;
  }

  /** Ends the version in use, or the one being made. */
  void end(UUID seal, boolean inUse, Instant now) {
    database
        .sql(
            "update seal_version set state = 'ENDED', ended_at = ? where seal = ? and state "
                + (inUse ? "= 'ACTIVE'" : "in ('PREPARED', 'KEYED', 'MADE')"))
        .params(now.atOffset(ZoneOffset.UTC), seal)
        .update();
  }

  /**
   * @return whether the seal was in that state
   */
  boolean move(UUID seal, SealState from, SealState to) {
    return database
            .sql("update seal set state = ? where id = ? and state = ?")
            .params(to.name(), seal, from.name())
            .update()
        == 1;
  }

  /**
   * @return whether the seal was in that state
   */
  boolean rules(UUID seal, SealState in, SealRules rules) {
    return database
            .sql("update seal set rules = ?::jsonb where id = ? and state = ?")
            .params(json.writeValueAsString(rules), seal, in.name())
            .update()
        == 1;
  }

  /** All keys it ever had. */
  List<KeyRef> keys(UUID seal) {
    return database
        .sql("select key_ref from seal_version where seal = ? and key_ref is not null")
        .param(seal)
        .query((row, _) -> new KeyRef(row.getString(1)))
        .list();
  }

  /** A number that no seal data has yet: region of the authority, eight digits. */
  boolean isFree(String esId) {
    return database
        .sql("select not exists (select 1 from seal_version where es_id = ?)")
        .param(esId)
        .query(Boolean.class)
        .single();
  }
}
