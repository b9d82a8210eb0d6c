package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the register. */
@Repository
public class LicenceRegister {
  private static final String VERSIONS = "licence_version";

  private static final String VERSION =
      """
      select l.id, l.holder, l.authority, l.status, v.id, v.issued_at, v.file, v.content,
             l.current_version, l.status_since, v.type_version
      from licence l join licence_version v on v.licence = l.id
      """;

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;
  private final JsonMapper json;
  private final ObjectProvider<LicenceFollower> followers;

  LicenceRegister(
      JdbcClient database,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      JsonMapper json,
      ObjectProvider<LicenceFollower> followers) {
    this.database = database;
    this.cipher = cipher;
    this.indexes = indexes;
    this.rows = rows;
    this.json = json;
    this.followers = followers;
  }

  /** What is encrypted in {@code licence_version.content}. */
  private record Content(Map<String, String> facts, JsonNode data) {}

  /** Writes a new licence; call inside the transaction of its act. */
  void insert(Allotment ids, LicenceFacts facts, int typeVersion, JsonNode data, Instant issuedAt) {
    OffsetDateTime at = issuedAt.atOffset(ZoneOffset.UTC);
    database
        .sql(
            "insert into licence (id, holder, type, authority, status, status_since,"
                + " current_version, valid_until) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            ids.licence(),
            holder(facts.holder(), ids.newHolder()),
            facts.id().type().value(),
            facts.issuer().value(),
            LicenceStatus.IN_FORCE.name(),
            at,
            facts.id().version())
        .param(end(facts))
        .update();
    insertVersion(ids.licence(), ids.version(), ids.file(), facts, typeVersion, data, at);
  }

  private static @Nullable LocalDate end(LicenceFacts facts) {
    Optional<LocalDate> end = facts.validUntil();
    return end.isPresent() ? end.get() : null;
  }

  /**
   * Puts a new version in the place of the current one; call inside the transaction of its act.
   *
   * @return false, and nothing is written, if the licence is no longer what it was
   */
  boolean replace(
      RegisteredLicence predecessor,
      UUID version,
      UUID file,
      LicenceFacts facts,
      int typeVersion,
      JsonNode data,
      Instant issuedAt) {
    int rows =
        database
            .sql(
                "update licence set current_version = ?, valid_until = ?"
                    + " where id = ? and current_version = ? and status = ?")
            .param(facts.id().version())
            .param(end(facts))
            .params(predecessor.id(), predecessor.currentVersion(), predecessor.status().name())
            .update();
    if (rows == 1) {
      OffsetDateTime at = issuedAt.atOffset(ZoneOffset.UTC);
      insertVersion(predecessor.id(), version, file, facts, typeVersion, data, at);
      tell(predecessor.id(), LicenceFollower.SUPERSEDED, issuedAt);
    }
    return rows == 1;
  }

  /**
   * Changes the status; call inside the transaction of its act.
   *
   * @return false, and nothing is written, if the licence is no longer what it was
   */
  public boolean setStatus(RegisteredLicence licence, LicenceStatus status, Instant since) {
    boolean set = write(licence, status, since);
    if (set) {
      tell(licence.id(), status.name(), since);
    }
    return set;
  }

  private void tell(UUID licence, String what, Instant at) {
    followers.orderedStream().forEach(follower -> follower.changed(licence, what, at));
  }

  private boolean write(RegisteredLicence licence, LicenceStatus status, Instant since) {
    return database
            .sql(
                "update licence set status = ?, status_since = ?"
                    + " where id = ? and current_version = ? and status = ?")
            .params(
                status.name(),
                since.atOffset(ZoneOffset.UTC),
                licence.id(),
                licence.currentVersion(),
                licence.status().name())
            .update()
        == 1;
  }

  private void insertVersion(
      UUID licence,
      UUID version,
      UUID file,
      LicenceFacts facts,
      int typeVersion,
      JsonNode data,
      OffsetDateTime at) {
    byte[] content =
        json.writeValueAsString(new Content(facts.toCustomDatas(), data))
            .getBytes(StandardCharsets.UTF_8);
    database
        .sql(
            "insert into licence_version (id, licence, version, type_version, file, content,"
                + " issued_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            version,
            licence,
            facts.id().version(),
            typeVersion,
            file,
            cipher.encrypt(new Cell(VERSIONS, "content", version), content),
            at)
        .update();
    if (!rows.claim("licence_identifier", "version_id", facts.id().text(), version)) {
      throw new DuplicateKeyException("a licence identifier is taken");
    }
    rows.add("licence_number", "licence", facts.number(), licence);
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

  /** The holder of a version as the index of holders knows it. */
  static String text(HolderCode code) {
    return code.type() + ":" + code.value();
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

  /** The surrogate of a holder who has or had a licence. */
  Optional<UUID> holder(HolderCode code) {
    String text = text(code);
    return indexes.all("licence_holder", "index", text).stream()
        .flatMap(index -> holder(index).stream())
        .findFirst();
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
    return holder(code)
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

  /**
   * The surrogate of a holder, in the transaction that writes a licence.
   *
   * @param fresh for a holder that has none yet
   */
  UUID holder(HolderCode code, UUID fresh) {
    String text = text(code);
    for (BlindIndexValue index : indexes.all("licence_holder", "index", text)) {
      Optional<UUID> known = holder(index);
      if (known.isPresent()) {
        return known.get();
      }
    }
    if (rows.claim("licence_holder", "holder", text, fresh)) {
      return fresh;
    }
    // Another act came first; its surrogate stands.
    return indexes.all("licence_holder", "index", text).stream()
        .flatMap(index -> holder(index).stream())
        .findFirst()
        .orElseThrow();
  }

  private Optional<UUID> holder(BlindIndexValue index) {
    return database
        .sql("select holder from licence_holder where index = ? and key_version = ?")
        .params(index.value().toByteArray(), index.version())
        .query(UUID.class)
        .optional();
  }

  private RegisteredLicence read(ResultSet row, int number) throws SQLException {
    UUID version = row.getObject(5, UUID.class);
    byte[] plain = cipher.decrypt(new Cell(VERSIONS, "content", version), row.getBytes(8));
    Content content = json.readValue(plain, Content.class);
    try {
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
          LicenceFacts.read(content.facts()),
          content.data());
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored licence does not read back", damaged);
    }
  }
}
