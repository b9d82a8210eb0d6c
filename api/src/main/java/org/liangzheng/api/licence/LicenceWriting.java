package org.liangzheng.api.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Writes the register; whoever follows a licence is told in the same transaction. */
@Repository
public class LicenceWriting {
  private final JdbcClient database;
  private final LicenceHolders holders;
  private final BlindIndexRows rows;
  private final VersionContents contents;
  private final ObjectProvider<LicenceFollower> followers;

  LicenceWriting(
      JdbcClient database,
      LicenceHolders holders,
      BlindIndexRows rows,
      VersionContents contents,
      ObjectProvider<LicenceFollower> followers) {
    this.database = database;
    this.holders = holders;
    this.rows = rows;
    this.contents = contents;
    this.followers = followers;
  }

  /** Writes a new licence; call inside the transaction of its act. */
  void insert(Allotment ids, LicenceFacts facts, int typeVersion, JsonNode data, Instant issuedAt) {
    OffsetDateTime at = issuedAt.atOffset(ZoneOffset.UTC);
    database
        .sql(
            "insert into licence (id, holder, type, authority, status, status_since,"
                + " current_version, valid_until) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            ids.licence(),
            holders.ensure(facts.holder(), ids.newHolder()),
            facts.id().type().value(),
            facts.issuer().value(),
            LicenceStatus.IN_FORCE.name(),
            at,
            facts.id().version())
        .param(validUntil(facts))
        .update();
    insertVersion(ids.licence(), ids.version(), ids.file(), facts, typeVersion, data, at);
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
            .param(validUntil(facts))
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
            contents.seal(version, facts, data),
            at)
        .update();
    if (!rows.claim("licence_identifier", "version_id", facts.id().text(), version)) {
      throw new DuplicateKeyException("a licence identifier is taken");
    }
    rows.add("licence_number", "licence", facts.number(), licence);
  }

  /** For a nullable column or member. */
  static @Nullable LocalDate validUntil(LicenceFacts facts) {
    Optional<LocalDate> end = facts.validUntil();
    return end.isPresent() ? end.get() : null;
  }
}
