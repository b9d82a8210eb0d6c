package org.liangzheng.api.licence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register as it is read. */
@Repository
public class LicenceRegister {
  private static final String VERSION =
      """
      select l.id, l.holder, l.authority, l.status, v.id, v.issued_at, v.file, v.content,
             l.current_version, l.status_since, v.type_version
      from licence l join licence_version v on v.licence = l.id
      """;

  private final JdbcClient database;
  private final BlindIndex indexes;
  private final LicenceHolders holders;
  private final VersionContents contents;

  LicenceRegister(
      JdbcClient database, BlindIndex indexes, LicenceHolders holders, VersionContents contents) {
    this.database = database;
    this.indexes = indexes;
    this.holders = holders;
    this.contents = contents;
  }

  /** The current version of a licence. */
  public Optional<RegisteredLicence> find(UUID licence) {
    return database
        .sql(VERSION + "where l.id = ? and v.version = l.current_version")
        .param(licence)
        .query(this::read)
        .optional();
  }

  /** One version of a licence, by its own id. */
  Optional<RegisteredLicence> version(UUID version) {
    return database.sql(VERSION + "where v.id = ?").param(version).query(this::read).optional();
  }

  /** When the version after this one was issued; empty if this is the newest. */
  Optional<Instant> supersededAt(RegisteredLicence version) {
    return database
        .sql("select issued_at from licence_version where licence = ? and version = ?")
        .params(version.id(), version.facts().id().version() + 1)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** The last act on the status up to a moment; empty if there was none. */
  Optional<LicenceAct> lastAct(UUID licence, Instant at) {
    return database
        .sql(
            "select act from licence_act where licence = ? and acted_at <= ?"
                + " order by acted_at desc, id desc limit 1")
        .params(licence, at.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .optional()
        .map(LicenceAct::valueOf);
  }

  /**
   * Holds a licence as it is until the transaction ends, so that no act comes in between.
   *
   * @return false if it is no longer what it was
   */
  public boolean hold(RegisteredLicence licence) {
    return database
        .sql(
            "select 1 from licence where id = ? and current_version = ? and status = ?"
                + " for share")
        .params(licence.id(), licence.currentVersion(), licence.status().name())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Whether a licence has the version and the status that were read; nothing is held. */
  public boolean isStill(RegisteredLicence licence) {
    return database
        .sql("select 1 from licence where id = ? and current_version = ? and status = ?")
        .params(licence.id(), licence.currentVersion(), licence.status().name())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The version of a licence that has the identifier; it may not be the current one. */
  public Optional<RegisteredLicence> find(LicenceId id) {
    for (BlindIndexValue index : indexes.all("licence_identifier", "index", id.text())) {
      Optional<RegisteredLicence> found =
          database
              .sql(
                  VERSION
                      + "where v.id = (select version_id from licence_identifier"
                      + " where index = ? and key_version = ?)")
              .params(index.value().toByteArray(), index.version())
              .query(this::read)
              .optional();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What is said of the newest version of any licence of a holder. */
  Optional<LicenceFacts> factsOfHolder(UUID holder) {
    return facts("where l.holder = ? order by v.id desc limit 1", holder);
  }

  /** What a version says. */
  Optional<LicenceFacts> factsOfVersion(UUID version) {
    return facts("where v.id = ?", version);
  }

  /** What each version of a licence says. */
  List<LicenceFacts> factsOfLicence(UUID licence) {
    return database.sql(VERSION + "where l.id = ?").param(licence).query(this::read).list().stream()
        .map(RegisteredLicence::facts)
        .toList();
  }

  private Optional<LicenceFacts> facts(String where, UUID id) {
    return database
        .sql(VERSION + where)
        .param(id)
        .query(this::read)
        .optional()
        .map(RegisteredLicence::facts);
  }

  /** A holder's licences of a type that are neither ended nor replaced, expired or not. */
  List<RegisteredLicence> standing(UUID holder, LicenceTypeCode type) {
    return database
        .sql(
            VERSION
                + "where l.holder = ? and l.type = ? and l.status in ('IN_FORCE', 'SUSPENDED')"
                + " and v.version = l.current_version")
        .params(holder, type.value())
        .query(this::read)
        .list();
  }

  /** The current versions of a holder's licences, ended or not, the newest first; at most 500. */
  public List<RegisteredLicence> ofHolder(HolderCode code) {
    return holders
        .find(code)
        .map(holder ->
            database
                .sql(
                    VERSION
                        + "where l.holder = ? and v.version = l.current_version"
                        + " order by l.id desc limit 500")
                .param(holder)
                .query(this::read)
                .list())
        .orElse(List.of());
  }

  private RegisteredLicence read(ResultSet row, int number) throws SQLException {
    UUID version = row.getObject(5, UUID.class);
    VersionContents.Content content = contents.open(version, row.getBytes(8));
    return new RegisteredLicence(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        new OrganizationId(row.getString(3)),
        LicenceStatus.valueOf(row.getString(4)),
        row.getObject(10, OffsetDateTime.class).toInstant(),
        row.getInt(11),
        version,
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getObject(7, UUID.class),
        row.getInt(9),
        content.facts(),
        content.data());
  }
}
